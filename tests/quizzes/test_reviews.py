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
