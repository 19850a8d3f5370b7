"""What an edit did: each kind of change by its own name, for each type of question, and nothing else by that name."""

from dataclasses import replace
from decimal import Decimal

import pytest

from quizzes.comparing import Kind, compare, kinds_of, reads_differently
from quizzes.question_types.matching import Distractor, Pair
from quizzes.question_types.ordering import Item
from tests.quizzes import samples
from tests.quizzes.samples import SAMPLES, accepted, choice, number, quiz

ADDED, REMOVED, MOVED = Kind.ADDED, Kind.REMOVED, Kind.MOVED
KEY, CHOICES, MARKS, TEXT, FEEDBACK = Kind.KEY, Kind.CHOICES, Kind.MARKS, Kind.TEXT, Kind.FEEDBACK


def edited(question, **body):
    return replace(question, body=replace(question.body, **body))


def pairs(*rows):
    return tuple(Pair(id=id, left=left, right=right) for id, left, right in rows)


def items(*rows):
    return tuple(Item(id=id, text=text) for id, text in rows)


@pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)
@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("prompt", "<p>Other</p>", TEXT),
        ("hint", "Other", TEXT),
        ("source", "Other", TEXT),
        ("title", "Other", TEXT),
        ("feedback", "<p>Other</p>", FEEDBACK),
        ("max_mark", Decimal(7), MARKS),
    ],
)
def test_what_all_types_share(question, field, value, kind):
    assert kinds_of(question, replace(question, **{field: value})) == {kind}


@pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)
def test_the_same_is_no_change(question):
    assert kinds_of(question, question) == set()
    assert not reads_differently(question, question)


A, B, C = choice("a", 0, feedback="Not this."), choice("b", 1, feedback="Yes."), choice("c", "0.5")
SINGLE_EDITS = {
    "another is right": ([replace(A, fraction=Decimal(1)), replace(B, fraction=Decimal(0)), C], {KEY}),
    "a part earns more": ([A, B, replace(C, fraction=Decimal("0.6"))], {KEY}),
    "the right one reworded": ([A, replace(B, text="Text B"), C], {CHOICES}),
    "a wrong one more": ([A, B, C, choice("d", 0)], {CHOICES}),
    "a right one more": ([A, B, C, choice("d", 1)], {CHOICES, KEY}),
    "the wrong one out": ([B, C], {CHOICES}),
    "the right one out": ([A, replace(C, fraction=Decimal(1))], {CHOICES, KEY}),
    "in another order": ([C, B, A], set()),
    "written anew": ([A, replace(B, id="z"), C], set()),
    "two texts in each other's place": ([replace(A, text=B.text), replace(B, text=A.text), C], {KEY}),
    "feedback": ([replace(A, feedback="Other."), B, C], {FEEDBACK}),
}


@pytest.mark.parametrize(("choices", "kinds"), SINGLE_EDITS.values(), ids=SINGLE_EDITS)
def test_single_choice(choices, kinds):
    assert kinds_of(samples.single(), samples.single(*choices)) == kinds


HALF = Decimal("0.5")
MULTIPLE = (choice("a", HALF), choice("b", HALF), choice("c", -HALF, feedback="No."))
MULTIPLE_EDITS = {
    "another is right": ([MULTIPLE[0], choice("b", -HALF), choice("c", HALF, feedback="No.")], {}, {KEY}),
    "a wrong one more": ([*MULTIPLE, choice("d", -HALF)], {}, {CHOICES}),
    "a right one more": ([choice(id, "0.3333333") for id in "abd"] + [MULTIPLE[2]], {}, {CHOICES, KEY}),
    "a wrong one out": (MULTIPLE[:2], {}, {CHOICES}),
    "a right one out": ([choice("a", 1), MULTIPLE[2]], {}, {CHOICES, KEY}),
    "reworded": ([replace(MULTIPLE[0], text="Text A"), *MULTIPLE[1:]], {}, {CHOICES}),
    "all or nothing": (MULTIPLE, {"all_or_nothing": True}, {KEY}),
    "feedback": ([*MULTIPLE[:2], replace(MULTIPLE[2], feedback="Other.")], {}, {FEEDBACK}),
    "in another order": (MULTIPLE[::-1], {}, set()),
}


@pytest.mark.parametrize(("choices", "rule", "kinds"), MULTIPLE_EDITS.values(), ids=MULTIPLE_EDITS)
def test_multiple_choice(choices, rule, kinds):
    assert kinds_of(samples.multiple(*MULTIPLE), samples.multiple(*choices, **rule)) == kinds


@pytest.mark.parametrize(
    ("body", "kinds"),
    [({"is_true": True}, {KEY}), ({"feedback_true": "Other."}, {FEEDBACK}), ({"feedback_false": ""}, {FEEDBACK})],
)
def test_true_or_false(body, kinds):
    assert kinds_of(samples.true_false(), edited(samples.true_false(), **body)) == kinds


ROWS = [("p1", "council", "decides"), ("p2", "head", "leads"), ("p3", "region", "speaks"), ("p4", "district", "speaks")]
MATCHING_EDITS = {
    "right sides in each other's place": (
        {"pairs": pairs(("p1", "council", "leads"), ("p2", "head", "decides"), *ROWS[2:])},
        {KEY},
    ),
    "left sides in each other's place": (
        {"pairs": pairs(("p1", "head", "decides"), ("p2", "council", "leads"), *ROWS[2:])},
        {KEY},
    ),
    "a right side reworded": ({"pairs": pairs(("p1", "council", "rules"), *ROWS[1:])}, {CHOICES}),
    "a left side reworded": ({"pairs": pairs(("p1", "the council", "decides"), *ROWS[1:])}, {CHOICES}),
    "a pair more": ({"pairs": pairs(*ROWS, ("p5", "court", "tries"))}, {CHOICES}),
    "a pair out": ({"pairs": pairs(*ROWS[1:])}, {CHOICES}),
    "a lure more": (
        {"distractors": (Distractor(id="x1", text="judges"), Distractor(id="x2", text="hides"))},
        {CHOICES},
    ),
    "no lure": ({"distractors": ()}, {CHOICES}),
    "to another right side": ({"pairs": pairs(*ROWS[:3], ("p4", "district", "decides"))}, {KEY}),
    "in another order": ({"pairs": pairs(*reversed(ROWS))}, set()),
}


@pytest.mark.parametrize(("body", "kinds"), MATCHING_EDITS.values(), ids=MATCHING_EDITS)
def test_matching(body, kinds):
    assert kinds_of(samples.matching(), edited(samples.matching(), **body)) == kinds


STEPS = [(id, f"Step {id}") for id in ("s1", "s2", "s3", "s4")]
ORDERING_EDITS = {
    "in another order": (items(STEPS[1], STEPS[0], *STEPS[2:]), {KEY}),
    "two texts in each other's place": (items(("s1", "Step s2"), ("s2", "Step s1"), *STEPS[2:]), {KEY}),
    "reworded": (items(("s1", "Step one"), *STEPS[1:]), {CHOICES}),
    "a step more": (items(STEPS[0], ("s5", "Between"), *STEPS[1:]), {CHOICES}),
    "a step out": (items(*STEPS[1:]), {CHOICES}),
}


@pytest.mark.parametrize(("steps", "kinds"), ORDERING_EDITS.values(), ids=ORDERING_EDITS)
def test_ordering(steps, kinds):
    assert kinds_of(samples.ordering(), edited(samples.ordering(), items=steps)) == kinds


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (samples.short(), samples.short(accepted("староста")), {KEY}),
        (samples.short(), samples.short(accepted("староста"), accepted("голова", "0.7", "Close.")), {KEY}),
        (samples.short(), edited(samples.short(), case_sensitive=True), {KEY}),
        (samples.short(), samples.short(accepted("староста"), accepted("голова", "0.5", "Near.")), {FEEDBACK}),
        (samples.numeric(), samples.numeric(number(10), number(10, 3, "0.5")), {KEY}),
        (samples.numeric(), samples.numeric(number(11), number(10, 2, "0.5", "Nearly.")), {KEY}),
        (samples.numeric(), samples.numeric(number(10), number(10, 2, "0.5", "Near.")), {FEEDBACK}),
        (samples.numeric(), edited(samples.numeric(), unit="kg"), {TEXT}),
        (samples.reflection(), edited(samples.reflection(), advice="At length."), {TEXT}),
        (samples.reflection(), edited(samples.reflection(), model_answer="To nobody."), {FEEDBACK}),
    ],
)
def test_what_is_typed(before, after, kinds):
    assert kinds_of(before, after) == kinds


def test_another_type_is_another_choice_and_key():
    assert kinds_of(samples.single(), samples.numeric()) >= {KEY, CHOICES}


def test_questions_come_go_and_move():
    q1, q2, q3, q4 = (SAMPLES[name] for name in ("single_choice", "multiple_choice", "true_false", "matching"))
    changes = compare(quiz(q1, q2, q3), quiz(q4, q3, q1))
    assert [(change.question.id, change.kinds) for change in changes.questions] == [
        (q4.id, {ADDED}),
        (q3.id, {MOVED}),
        (q2.id, {REMOVED}),
    ]


def test_whoever_only_makes_room_has_not_moved():
    questions = tuple(SAMPLES.values())
    changes = compare(quiz(*questions), quiz(questions[-1], *questions[:-1]))
    assert [change.question.id for change in changes.questions] == [questions[-1].id]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pass_mark", Decimal("0.5")),
        ("feedback_timing", "at_once"),
        ("show_answers", "never"),
        ("shuffle_questions", True),
        ("shuffle_choices", False),
        ("title", "Another"),
    ],
)
def test_rules_of_the_whole_quiz(name, value):
    (change,) = compare(quiz(), quiz(**{name: value})).settings
    assert (change.name, change.before, change.after) == (name, getattr(quiz(), name), value)


def test_nothing_changed_says_nothing():
    assert not compare(quiz(), quiz())


@pytest.mark.parametrize(
    ("after", "reads"),
    [
        ({"prompt": "<p>Other</p>"}, True),
        ({"hint": "Other"}, True),
        ({"title": "Other"}, False),
        ({"source": "Other"}, False),
        ({"feedback": "<p>Other</p>"}, False),
        ({"max_mark": Decimal(2)}, False),
        ({"body": edited(samples.single(), choices=(B, A)).body}, True),
    ],
)
def test_what_somebody_in_the_middle_of_it_would_notice(after, reads):
    assert reads_differently(samples.single(), replace(samples.single(), **after)) is reads
