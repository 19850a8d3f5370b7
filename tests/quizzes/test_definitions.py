import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.definitions import QuestionDefinition, QuizDefinition
from quizzes.frozen import canonical_json, decimal_text, digest_of
from quizzes.question_types.numeric import NumericBody

from .samples import SAMPLES, choice, matching, number, numeric, quiz, single


@pytest.mark.parametrize("name", SAMPLES)
def test_a_question_of_each_type_comes_back_from_its_json_as_it_was(name):
    frozen = json.loads(json.dumps(SAMPLES[name].to_json()))
    assert QuestionDefinition.from_json(frozen) == SAMPLES[name]


def test_a_quiz_comes_back_from_canonical_json_as_it_was():
    definition = quiz()
    assert QuizDefinition.from_json(json.loads(canonical_json(definition.to_json())), 1) == definition


@given(st.decimals(-(10**9), 10**9, places=6), st.decimals(0, 1, places=7), st.text(max_size=20))
def test_numbers_and_texts_survive_freezing(value, fraction, unit):
    body = NumericBody(accepted=(number(value, fraction=fraction),), unit=unit)
    assert NumericBody.from_json(json.loads(canonical_json(body.to_json()))) == body


def test_json_frozen_by_a_newer_engine_is_refused():
    with pytest.raises(ValueError, match="schema version 3"):
        QuizDefinition.from_json(quiz().to_json(), 3)


def test_a_version_frozen_before_a_field_existed_can_still_be_read():
    frozen = numeric(unit="днів").to_json()
    del frozen["body"]["unit"]
    assert QuestionDefinition.from_json(frozen).body.unit == ""


def test_a_typo_in_one_question_leaves_the_digests_of_the_others():
    definition = quiz()
    first, *others = definition.questions
    corrected = replace(definition, questions=(replace(first, prompt="<p>Asked better</p>"), *others))
    before, after = [[one.digest for one in each.questions] for each in (definition, corrected)]
    assert before[0] != after[0] and before[1:] == after[1:]


@pytest.mark.parametrize("field", ["title", "hint", "feedback", "source"])
def test_words_around_a_question_do_not_change_its_digest(field):
    assert replace(single(), **{field: "other"}).digest == single().digest


def test_feedback_to_a_choice_does_not_change_the_digest():
    assert single(choice("a", 1, feedback="x"), choice("b", 0)).digest == single(choice("a", 1), choice("b", 0)).digest


@pytest.mark.parametrize(
    "changed",
    [
        single(choice("a", 1), choice("b", 0, text="other")),
        single(choice("a", 0), choice("b", 1)),
        single(choice("a", 1), choice("b", 0), max_mark=Decimal(2)),
        single(choice("a", 1), choice("b", 0), prompt="<p>other</p>"),
        single(choice("a", 1), choice("b", 0), choice("c", 0)),
    ],
)
def test_what_is_asked_offered_or_counted_changes_the_digest(changed):
    assert changed.digest != single(choice("a", 1), choice("b", 0)).digest


def test_equal_marks_have_equal_digests_however_they_are_written():
    assert single(max_mark=Decimal("1.00")).digest == single(max_mark=Decimal(1)).digest
    assert [decimal_text(Decimal(text)) for text in ("1.00", "1E1", "0.50", "-0", "0E+3")] == [
        "1",
        "10",
        "0.5",
        "0",
        "0",
    ]


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert digest_of({"a": 1, "b": [2]}) == digest_of({"b": [2], "a": 1})


def test_a_question_is_found_by_its_id_and_a_foreign_id_is_an_error():
    definition = quiz()
    assert definition.question("q4") == matching(id="q4")
    with pytest.raises(KeyError):
        definition.question("q99")


def test_a_quiz_is_worth_the_sum_of_its_graded_questions():
    assert quiz().max_mark == 7


def test_staff_know_a_question_by_its_title_or_by_its_words():
    assert single(title="M01-01").label == "M01-01"
    assert single(prompt="<p>Who <b>decides</b>?</p>").label == "Who decides?"


def test_a_quiz_can_be_taken_with_some_of_its_questions_alone():
    whole = quiz()
    first, *_others, last = (question.id for question in whole.questions)
    assert [question.id for question in whole.only([last, "gone", first]).questions] == [first, last]
    assert whole.only([question.id for question in whole.questions]) is whole


@pytest.mark.parametrize(
    ("title", "prompt", "words"),
    [
        ("М01-01", "<p>Хто вирішує?</p>", "М01-01. Хто вирішує?"),
        ("", "<p>Хто вирішує?</p>", "Хто вирішує?"),
        ("Хто вирішує?", "<p>Хто вирішує?</p>", "Хто вирішує?"),
        ("Хто…", "<p>Хто вирішує?</p>", "Хто…"),
    ],
)
def test_staff_choose_among_questions_by_title_and_beginning(title, prompt, words):
    assert replace(single(), title=title, prompt=prompt).full_label == words
