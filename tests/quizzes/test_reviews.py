from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from quizzes.layout import make_layout
from quizzes.number_words import points, points_of
from quizzes.reviews import bound_reviews, verdict_counts

from .samples import RIGHT_ANSWERS, choice, multiple, quiz, reflection, single


def reviewed(definition, answers, **options):
    return bound_reviews(definition, make_layout(definition, 1), answers, **{"show_answers": True, **options})


def draw(item):
    return render_to_string("quizzes/questions/review.html", {"item": item})


def test_a_result_tells_every_question_in_the_order_of_the_attempt():
    items = reviewed(quiz(), RIGHT_ANSWERS)
    assert [item.question.id for item in items] == list(RIGHT_ANSWERS)
    assert verdict_counts(items) == {"right": 7, "ungraded": 1}


def test_a_verdict_has_its_word_its_mark_and_why():
    item = reviewed(quiz(multiple(feedback="<p>Because.</p>", source="Law, art. 5")), {"q": ["a", "b"]})[0]
    html = draw(item).replace("\N{NO-BREAK SPACE}", " ")
    assert "verdict--part" in html and "Partly right" in html and "0.67 of 1 point" in html
    assert "<p>Because.</p>" in html and "Law, art. 5" in html and "right, but not chosen" in html


def test_without_show_answers_the_page_holds_no_key_and_no_explanation():
    item = reviewed(quiz(single(feedback="<p>It is b.</p>")), {"q": "a"}, show_answers=False)[0]
    html = draw(item)
    assert "Text a" in html and "verdict--wrong" in html
    assert "Text b" not in html and "It is b." not in html


def test_a_reflection_is_compared_by_its_learner():
    item = reviewed(quiz(reflection()), {"q": "I\nthink"}, compare_urls={"q": "/compare/"}, self_assessments={"q": 1})[
        0
    ]
    html = draw(item)
    assert "To the starosta." in html and "I<br>think" in html and 'action="/compare/"' in html
    assert 'value="1" aria-pressed="true"' in html and 'value="2" aria-pressed="false"' in html


def test_a_reflection_left_blank_has_nothing_to_compare():
    html = draw(reviewed(quiz(reflection()), {}, compare_urls={"q": "/compare/"})[0])
    assert "No answer" in html and "/compare/" not in html and "starosta" not in html


CORRECTED = single(choice("a", 1), choice("b", 0), choice("c", "0.5"), prompt="<p>Ask again</p>")


def test_after_a_regrade_a_question_is_told_as_it_was_marked():
    (told,) = reviewed(quiz(single()), {"q": "a"}, marked_by=quiz(CORRECTED))
    assert (told.review.verdict, told.mark_line, told.is_remarked) == ("right", "1 of 1 point", True)
    html = draw(told)
    assert "verdict--right" in html and "Ask again" in html and "it read: Ask</p>" in html


def test_what_a_regrade_left_alone_says_nothing_of_it():
    (told,) = reviewed(quiz(single()), {"q": "a"}, marked_by=quiz(single()))
    assert (told.review.verdict, told.is_remarked, told.asked) == ("wrong", False, "")


def test_a_question_taken_out_since_keeps_its_answer_and_has_no_verdict():
    (told,) = reviewed(quiz(single()), {"q": "a"}, marked_by=quiz(multiple(id="other")))
    html = draw(told)
    assert "No longer counts" in html and "Text a" in html and "verdict--" not in html and "Text b" not in html
    assert verdict_counts([told]) == {}


def test_an_answer_that_is_no_longer_offered_is_still_shown():
    (told,) = reviewed(quiz(single()), {"q": "a"}, marked_by=quiz(single(choice("b", 1), choice("c", 0))))
    assert [line.text for line in told.review.lines] == ["Text a", "Text b"]


@pytest.mark.parametrize(("mark", "expected"), [("1", "1 point"), ("2", "2 points"), ("1.50", "1.5 points")])
def test_marks_are_words(mark, expected):
    assert points(Decimal(mark)) == expected


def test_marks_have_the_decimal_sign_of_the_language():
    with translation.override("uk"):
        assert points_of(Decimal("0.6666666"), Decimal(1)).startswith("0,67 ")


# --- what people mark ---------------------------------------------------------------------------------

OPEN = quiz(reflection(max_mark=Decimal(2)))
WORDS = "Name <b>two</b> ways.\n\nAnd why."


def test_an_answer_that_counts_waits_for_its_mark():
    item = reviewed(OPEN, {"q": "I think"})[0]
    assert item.waits and item.mark_line == "" and "A trainer will read this answer" in draw(item)


def test_a_blank_waits_for_nobody():
    item = reviewed(OPEN, {})[0]
    assert not item.waits and item.mark_line.replace("\N{NO-BREAK SPACE}", " ") == "0 of 2 points"


@pytest.mark.parametrize(("fraction", "verdict"), [("1", "right"), ("0.5", "part"), ("0", "wrong")])
def test_a_mark_has_its_verdict_and_its_words(fraction, verdict):
    item = reviewed(OPEN, {"q": "I think"}, remarks={"q": (Decimal(fraction), WORDS)})[0]
    html = draw(item)
    assert (item.review.verdict, item.waits) == (verdict, False)
    assert "Name &lt;b&gt;two&lt;/b&gt; ways." in html and "A trainer will read" not in html


def test_a_comment_alone_leaves_the_answer_waiting():
    item = reviewed(OPEN, {"q": "I think"}, remarks={"q": (None, "Soon.")})[0]
    assert item.waits and "Soon." in draw(item)


def test_what_does_not_count_is_commented_and_stays_without_a_verdict():
    item = reviewed(quiz(reflection()), {"q": "I think"}, remarks={"q": (None, WORDS)})[0]
    assert (item.review.verdict, item.waits, item.remark) == ("ungraded", False, WORDS)


def test_a_question_taken_out_waits_for_nobody():
    item = reviewed(OPEN, {"q": "I think"}, marked_by=quiz(single(id="other")))[0]
    assert item.is_dropped and not item.waits
