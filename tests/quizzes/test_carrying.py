"""An answer to one version, marked by another: it follows what the learner chose."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.carrying import carried, fits, remarked
from quizzes.comparing import COUNTING, kinds_of
from quizzes.grading import grade_question, grade_quiz
from tests.quizzes import samples
from tests.quizzes.samples import SAMPLES, quiz
from tests.quizzes.test_comparing import (
    HALF,
    MATCHING_EDITS,
    MULTIPLE,
    MULTIPLE_EDITS,
    ORDERING_EDITS,
    SINGLE_EDITS,
    STEPS,
    A,
    B,
    C,
    edited,
    items,
)

ALL_EDITS = [
    *((samples.single(), samples.single(*choices)) for choices, _ in SINGLE_EDITS.values()),
    *(
        (samples.multiple(*MULTIPLE), samples.multiple(*choices, **rule))
        for choices, rule, _ in MULTIPLE_EDITS.values()
    ),
    *((samples.matching(), edited(samples.matching(), **body)) for body, _ in MATCHING_EDITS.values()),
    *((samples.ordering(), edited(samples.ordering(), items=steps)) for steps, _ in ORDERING_EDITS.values()),
]


@given(st.sampled_from(ALL_EDITS).flatmap(lambda edit: st.tuples(st.just(edit), samples.answers_to(edit[0]))))
def test_what_no_counting_change_touched_earns_what_it_earned(case):
    (before, after), answer = case
    if not kinds_of(before, after) & COUNTING:
        assert grade_question(after, carried(answer, before, after)) == grade_question(before, answer)


@given(st.sampled_from(ALL_EDITS).flatmap(lambda edit: st.tuples(st.just(edit), samples.json_values)))
def test_carrying_bears_any_stored_answer(case):
    (before, after), answer = case
    assert 0 <= grade_question(after, carried(answer, before, after)) <= 1
    assert fits(after, answer) in (True, False)


def test_an_answer_follows_its_words():
    swapped = samples.single(replace(A, text=B.text), replace(B, text=A.text), C)
    assert carried("b", samples.single(), swapped) == "a"


def test_an_answer_whose_words_are_mended_keeps_its_id():
    assert carried("b", samples.single(), samples.single(A, replace(B, text="Text B"), C)) == "b"


def test_an_answer_that_is_gone_is_none_of_those_that_took_its_id():
    after = samples.single(replace(A, text=B.text), replace(C, id="b"))
    assert grade_question(after, carried("c", samples.single(), after)) == HALF
    assert grade_question(after, carried("a", samples.single(), after)) == 0


def test_an_order_outlives_a_step_that_was_taken_out():
    after = edited(samples.ordering(), items=items(STEPS[0], *STEPS[2:]))
    assert grade_question(after, carried(["s1", "s2", "s3", "s4"], samples.ordering(), after)) == 1


def test_pairs_mended_by_retyping_are_right_for_those_who_had_known():
    after = edited(samples.matching(), **MATCHING_EDITS["right sides in each other's place"][0])
    assert grade_question(after, carried({"p1": "p2", "p2": "p1"}, samples.matching(), after)) == HALF


@pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)
def test_right_answers_fit_their_question(question):
    assert fits(question, samples.RIGHT_ANSWERS[question.id])
    assert fits(question, None)
    assert not fits(question, 5)


OWN = quiz(samples.single(id="q1"), samples.true_false(id="q2"), samples.numeric(id="q3"))
BY = quiz(
    samples.single(replace(A, fraction=Decimal(1)), replace(B, fraction=Decimal(0)), id="q1"),
    samples.true_false(True, id="q2"),
    samples.short(id="q4"),
    pass_mark=Decimal("0.4"),
)


def marked(**fields):
    return remarked(**{"own": OWN, "standing": OWN, "by": BY, "chosen": None, **fields})


def test_all_questions_are_marked_anew_but_for_those_added_since():
    assert marked().questions == BY.questions[:2]
    assert marked().pass_mark == BY.pass_mark


def test_only_the_chosen_are_marked_anew():
    assert marked(chosen=frozenset({"q2"})).questions == (OWN.questions[0], BY.questions[1], OWN.questions[2])


def test_a_chosen_one_that_was_removed_is_not_counted():
    grade = grade_quiz(marked(chosen=frozenset({"q3"})), {"q1": "b", "q2": False})
    assert (grade.max_mark, grade.fraction) == (2, 1)


def test_what_an_earlier_regrade_corrected_stays_corrected():
    once = marked(chosen=frozenset({"q1"}))
    assert marked(standing=once, chosen=frozenset({"q2"})).questions == (*BY.questions[:2], OWN.questions[2])


def test_a_raised_pass_mark_fails_nobody():
    assert marked(own=BY, standing=BY, by=OWN).pass_mark == BY.pass_mark
