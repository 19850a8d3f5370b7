from hypothesis import given
from hypothesis import strategies as st

from quizzes.layout import make_layout, ordered_questions
from quizzes.question_types import get

from .samples import SAMPLES, matching, ordering, quiz, single

seeds = st.integers(0, 2**62)


@given(seeds, st.booleans(), st.booleans())
def test_a_layout_is_a_permutation(seed, shuffle_questions, shuffle_choices):
    layout = make_layout(quiz(shuffle_questions=shuffle_questions, shuffle_choices=shuffle_choices), seed)
    assert sorted(layout["questions"]) == [question.id for question in SAMPLES.values()]
    for question in SAMPLES.values():
        assert sorted(layout["choices"].get(question.id, [])) == sorted(get(question.type).choice_ids(question))


@given(seeds)
def test_the_same_seed_gives_the_same_layout(seed):
    assert make_layout(quiz(shuffle_questions=True), seed) == make_layout(quiz(shuffle_questions=True), seed)


def test_nothing_moves_where_nothing_is_shuffled():
    layout = make_layout(quiz(single(), shuffle_choices=False), 7)
    assert layout == {"questions": ["q"], "choices": {"q": ["a", "b", "c"]}}


def test_matching_and_ordering_are_shuffled_whatever_the_quiz_says():
    orders = [
        make_layout(quiz(matching(id="m"), ordering(id="o"), shuffle_choices=False), seed)["choices"]
        for seed in range(20)
    ]
    assert len({tuple(order["m"]) for order in orders}) > 5
    assert len({tuple(order["o"]) for order in orders}) > 5


def test_a_question_more_leaves_the_order_in_the_others_alone():
    one, two = quiz(single(id="a")), quiz(single(id="a"), single(id="b"))
    assert make_layout(one, 5)["choices"]["a"] == make_layout(two, 5)["choices"]["a"]


def test_questions_come_in_the_order_of_the_layout():
    definition = quiz(single(id="a"), single(id="b"))
    assert [one.id for one in ordered_questions(definition, {"questions": ["b", "a", "gone"]})] == ["b", "a"]
