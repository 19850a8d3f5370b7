"""What a question's numbers are said to mean, at the edges where the sentence changes."""

from decimal import Decimal

import pytest
from django.utils import translation

from quizzes import question_types
from quizzes.item_analysis import QuestionNumbers
from quizzes.item_verdicts import Severity, Share, verdict
from tests.quizzes import samples


def numbers(**fields) -> QuestionNumbers:
    values = {"attempts": 100, "facility": 0.6, "deviation": 0.4, "discrimination": 0.4, "efficiency": 0.6}
    return QuestionNumbers(**{**values, **fields})


def said(facts: QuestionNumbers | None = None, **more) -> str:
    with translation.override("en"):
        return " ".join(remark.text for remark in verdict(facts or numbers(), **more).remarks)


def shares(*counts: int) -> list[Share]:
    """The first is right."""
    return [Share(f"Choice {place}", place == 0, count) for place, count in enumerate(counts)]


def test_below_thirty_answers_nothing_is_said_of_the_question():
    assert said(numbers(attempts=12, facility=0)) == "Too few answers (12 of 30)."
    assert verdict(numbers(attempts=29)).severity == Severity.FEW
    assert verdict(numbers(attempts=30)).severity == Severity.FINE


def test_an_ordinary_question_works():
    assert said() == "Works: those who know the rest answer this better."
    assert said(numbers(discrimination=None)) == "Nothing stands out."


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"facility": 0.95}, "Very easy"),
        ({"facility": 0.05}, "Almost nobody is right"),
        ({"facility": 0.34}, "Hard"),
        ({"discrimination": -0.11}, "Those who know the rest are wrong here more often"),
        ({"discrimination": -0.1}, "The strong and the weak answer alike"),
        ({"discrimination": 0.19}, "The strong and the weak answer alike"),
    ],
)
def test_a_sentence_begins_at_its_threshold(facts, sentence):
    assert sentence in said(numbers(**facts))


@pytest.mark.parametrize("facts", [{"facility": 0.949}, {"facility": 0.35}, {"discrimination": 0.2}])
def test_before_a_threshold_nothing_is_said(facts):
    assert said(numbers(**facts)) == said()


@pytest.mark.parametrize("discrimination", [0.1, -0.3])
@pytest.mark.parametrize("facility", [0.95, 0.05])
def test_where_all_answer_alike_a_handful_tells_nothing_of_discrimination(facility, discrimination):
    told = said(numbers(facility=facility, discrimination=discrimination))
    assert told == said(numbers(facility=facility, discrimination=None))


def test_a_wrong_choice_that_more_than_half_took_points_at_the_key():
    facts = numbers(facility=0.3)
    assert "errs in the same way" in said(facts, shares=shares(30, 51, 9, 8))
    assert "errs in the same way" not in said(facts, shares=shares(40, 50, 5, 5))
    assert verdict(facts, shares=shares(30, 51, 9, 8)).severity == Severity.CHECK


def test_where_almost_everybody_got_the_mark_nobody_is_said_to_err():
    """Those who had chosen what is wrong by the new key kept the marks they had."""
    assert "errs in the same way" not in said(numbers(facility=0.95), shares=shares(10, 90))


def test_of_several_choices_each_only_the_one_nearly_all_errors_share_counts():
    assert "errs in the same way" not in said(shares=shares(60, 60, 40, 5))


def test_a_result_like_guessing_is_called_so():
    assert "no better than guessing" in said(numbers(facility=0.55), guess=0.5)
    assert "no better than guessing" not in said(numbers(facility=0.56), guess=0.5)
    assert "no better than guessing" not in said(numbers(facility=0.55), guess=None)


def test_a_wrong_choice_nobody_takes_is_named_and_the_question_still_works():
    assert said(shares=shares(60, 38, 2)).endswith("1 wrong choice attracts nobody: replace it with a likelier one.")
    assert "attract" not in said(shares=shares(60, 37, 3))
    assert "2 wrong choices attract nobody" in said(shares=shares(60, 40, 0, 0))
    assert verdict(numbers(), shares=shares(60, 40, 0)).severity == Severity.FINE


def test_of_two_choices_neither_is_called_idle():
    assert "attract" not in said(numbers(facility=0.9), shares=shares(100, 0))


def test_a_question_is_as_bad_as_the_gravest_sentence_about_it():
    found = verdict(numbers(facility=0.3, discrimination=0.1), shares=shares(30, 60, 10))
    assert [remark.severity for remark in found.remarks] == [Severity.CHECK, Severity.LOOK, Severity.LOOK]
    assert found.severity == Severity.CHECK


# --- what each question type tells of itself --------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "score"),
    [
        (samples.single(), Decimal("0.5")),
        (samples.single(samples.choice("a", 1), samples.choice("b", -1), samples.choice("c", -1)), Decimal(0)),
        (samples.multiple(), None),
        (samples.true_false(), Decimal("0.5")),
        (samples.reflection(), None),
    ],
)
def test_what_guessing_earns(question, score):
    assert question_types.get(question.type).guess_score(question) == score


@pytest.mark.parametrize("question", list(samples.SAMPLES.values()), ids=lambda question: question.type)
def test_a_right_answer_picks_only_offers_that_earn(question):
    kind = question_types.get(question.type)
    offers = {offer.id: offer.earns for offer in kind.offers(question)}
    assert all(offers[id] for id in kind.picked(question, kind.right_answer(question)))
    assert kind.picked(question, None) == []
    assert bool(kind.picked(question, kind.right_answer(question))) == bool(offers)
