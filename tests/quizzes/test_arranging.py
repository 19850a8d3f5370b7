from dataclasses import replace
from decimal import Decimal

import pytest

from quizzes.grading import grade_question
from quizzes.question_types import AnswerError
from quizzes.question_types.matching import token

from .samples import matching, ordering, type_of


def clean(question, places):
    return type_of(question).clean(question, {key: [value] for key, value in places.items()})


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"p1": "p1", "p2": "p2", "p3": "p3", "p4": "p3"}, 1),
        ({"p1": "p1", "p2": "p2", "p3": "p4", "p4": "p3"}, 1),
        ({"p1": "p1", "p2": "p2"}, "0.5"),
        ({"p1": "p2", "p2": "x1", "p3": "p3"}, "0.25"),
        ({"p1": "gone"}, 0),
    ],
)
def test_the_share_of_right_pairs_counts_and_equal_texts_are_interchangeable(answer, expected):
    assert grade_question(matching(), answer) == Decimal(expected)


def test_equal_texts_are_offered_once():
    field = type_of(matching()).fields(matching(), (), {})[0]
    assert sorted(option.text for option in field.options) == ["decides", "judges", "leads", "speaks"]


def test_the_form_names_right_sides_by_what_everybody_sees_anyway():
    ids = {pair.id for pair in matching().body.pairs}
    fields = type_of(matching()).fields(matching(), (), {})
    assert not ids & {option.value for field in fields for option in field.options}


def test_an_answer_is_stored_by_ids_that_survive_a_typo():
    answer = clean(matching(), {"p1": token("decides")})
    body = matching().body
    corrected = replace(body, pairs=(replace(body.pairs[0], right="DECIDES"), *body.pairs[1:]))
    assert answer == {"p1": "p1"}
    assert grade_question(replace(matching(), body=corrected), answer) == Decimal("0.25")


def test_an_unknown_right_side_is_refused():
    with pytest.raises(AnswerError):
        clean(matching(), {"p1": "p1"})


def test_a_review_tells_the_right_pair_of_a_wrong_one():
    review = type_of(matching()).review(matching(), {"p1": "p2", "p2": "p2"}, show_answers=True)
    assert [(line.text, line.state) for line in review.lines] == [
        ("council – leads", "wrong"),
        ("council – decides", "miss"),
        ("head – leads", "right"),
        ("region – speaks", "miss"),
        ("district – speaks", "miss"),
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (["s1", "s2", "s3", "s4"], 1),
        (["s2", "s1", "s3", "s4"], "0.5"),
        (["s4", "s1", "s2", "s3"], 0),
        (["s1"], "0.25"),
    ],
)
def test_the_share_of_steps_in_their_place_counts(answer, expected):
    assert grade_question(ordering(), answer) == Decimal(expected)


def test_places_become_an_order():
    assert clean(ordering(), {"s1": "2", "s2": "1", "s3": "4", "s4": "3"}) == ["s2", "s1", "s4", "s3"]


@pytest.mark.parametrize(
    ("places", "message"),
    [
        ({"s1": "1", "s2": "1", "s3": "2", "s4": "3"}, "same place"),
        ({"s1": "1", "s2": "2", "s3": "3", "s4": ""}, "every step"),
        ({"s1": "1"}, "every step"),
        ({"s1": "1", "s2": "2", "s3": "3", "s4": "5"}, "1 to 4"),
        ({"s1": "1", "s2": "2", "s3": "3", "s4": "x"}, "1 to 4"),
        ({"s1": "01", "s2": "2", "s3": "3", "s4": "4"}, "1 to 4"),
    ],
)
def test_an_incomplete_order_is_told_what_it_lacks(places, message):
    with pytest.raises(AnswerError, match=message):
        clean(ordering(), places)


def test_steps_stand_in_the_learners_order_once_there_is_one():
    question_type = type_of(ordering())
    shuffled = ("s3", "s1", "s4", "s2")
    untouched = question_type.fields(ordering(), shuffled, {})
    ordered = question_type.fields(ordering(), shuffled, question_type.raw(ordering(), ["s2", "s1", "s4", "s3"]))
    assert [field.key for field in untouched] == list(shuffled)
    assert not any(option.is_chosen for field in untouched for option in field.options)
    assert [(field.key, field.value) for field in ordered] == [("s2", "1"), ("s1", "2"), ("s4", "3"), ("s3", "4")]


def test_a_review_tells_the_right_order_below_a_wrong_one():
    review = type_of(ordering()).review(ordering(), ["s2", "s1", "s3", "s4"], show_answers=True)
    assert [line.state for line in review.lines] == ["wrong", "miss"]
    assert review.verdict == "part"


@pytest.mark.parametrize("question", [matching(), ordering()], ids=["matching", "ordering"])
def test_one_item_is_too_few(question):
    name = "pairs" if question.type == "matching" else "items"
    body = replace(question.body, **{name: getattr(question.body, name)[:1]})
    found = type_of(question).problems(replace(question, body=body))
    assert [problem.field for problem in found] == [name]


def test_repeated_texts_are_problems_at_their_items():
    pairs, items = matching().body.pairs, ordering().body.items
    twice_left = replace(matching().body, pairs=(*pairs, replace(pairs[0], id="p5", right="other")))
    twice = replace(ordering().body, items=(*items, replace(items[0], id="s5")))
    assert [problem.item for problem in type_of(matching()).problems(replace(matching(), body=twice_left))] == [4]
    assert [problem.item for problem in type_of(ordering()).problems(replace(ordering(), body=twice))] == [4]


def test_an_order_is_told_one_step_on_a_line():
    review = type_of(ordering()).review(ordering(), ["s1", "s2", "s3", "s4"], show_answers=True)
    assert [line.text for line in review.lines] == ["1. Step s1\n2. Step s2\n3. Step s3\n4. Step s4"]
