"""Random draws: what an attempt gets of the pools of a quiz."""

from collections import Counter
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.carrying import remarked
from quizzes.definitions import Pool, QuizDefinition
from quizzes.draws import dealt, draw, missing
from quizzes.frozen import digest_of
from quizzes.layout import make_layout
from quizzes.versioning import digest_of_quiz

from .samples import quiz, single

letters = st.sampled_from("abcdefghij")


def pools_of(ids: str, counts: int, most: int) -> st.SearchStrategy[tuple[Pool, ...]]:
    rows = st.tuples(st.integers(1, counts), st.sets(st.sampled_from(ids), min_size=1, max_size=6))
    return st.lists(rows, min_size=1, max_size=most).map(named)


def named(rows: list[tuple[int, set[str]]]) -> tuple[Pool, ...]:
    return tuple(Pool(id=f"p{n}", count=count, question_ids=tuple(sorted(ids))) for n, (count, ids) in enumerate(rows))


pools = pools_of("abcdefghij", counts=4, most=4)
seeds = st.integers(0, 2**62)
seen = st.lists(letters, max_size=20)


def pooled(*found: Pool, fixed: tuple[str, ...] = (), mark: str = "2", **fields) -> QuizDefinition:
    ids = dict.fromkeys(id for pool in found for id in pool.question_ids)
    questions = [single(id=id) for id in fixed] + [single(id=id, max_mark=Decimal(mark)) for id in ids]
    order = (*fixed[:1], *(pool.id for pool in found), *fixed[1:])
    return quiz(*questions, pools=found, order=order, **fields)


def most(found: tuple[Pool, ...]) -> int:
    """How many questions can be drawn at most, by trying every way to give each question to a pool or to none."""
    ids = sorted({id for pool in found for id in pool.question_ids})
    homes = [[None, *(pool for pool in found if id in pool.question_ids)] for id in ids]
    return max(
        sum(min(pool.count, times) for pool, times in Counter(filter(None, way)).items()) for way in product(*homes)
    )


@given(pools, seeds, seen)
def test_a_draw_is_within_its_pools_without_repetition_and_of_the_right_size(found, seed, seen):
    drawn = draw(found, seed, seen)
    together = [id for ids in drawn.values() for id in ids]
    assert len(together) == len(set(together))
    assert all(set(drawn[pool.id]) <= set(pool.question_ids) and len(drawn[pool.id]) <= pool.count for pool in found)


@given(pools, seeds, seen)
def test_what_was_drawn_can_be_dealt_out_to_its_pools_again(found, seed, seen):
    ids = [id for drawn in draw(found, seed, seen).values() for id in drawn]
    homes = dealt(found, ids)
    taken = Counter(homes.values())
    assert sorted(homes) == sorted(ids)
    assert all(taken[pool.id] <= pool.count for pool in found)
    assert all(id in pool.question_ids for pool in found for id, home in homes.items() if home == pool.id)


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.sets(st.sampled_from("abcde"), min_size=1, max_size=4)), min_size=1, max_size=3
    ),
    seeds,
)
def test_pools_that_share_questions_draw_as_many_as_there_can_be(rows, seed):
    found = tuple(Pool(id=f"p{n}", count=count, question_ids=tuple(sorted(ids))) for n, (count, ids) in enumerate(rows))
    assert sum(map(len, draw(found, seed).values())) == most(found)


@given(seeds, st.sets(letters, max_size=10), st.integers(1, 6))
def test_a_retry_gets_questions_that_were_not_seen_while_there_are_any(seed, known, count):
    pool = Pool(id="p", count=count, question_ids=tuple("abcdefghij"))
    new = set(draw((pool,), seed, known)["p"]) - known
    assert len(new) == min(count, 10 - len(known))


@given(seeds)
def test_when_all_were_seen_the_least_seen_come_first(seed):
    pool = Pool(id="p", count=2, question_ids=("a", "b", "c", "d"))
    assert set(draw((pool,), seed, "aabbcd")["p"]) == {"c", "d"}


@given(pools, seeds, seen)
def test_the_same_seed_gives_the_same_layout(found, seed, seen):
    definition = pooled(*found, shuffle_questions=True)
    assert make_layout(definition, seed, seen) == make_layout(definition, seed, seen)


def test_every_question_has_its_chance():
    pool = Pool(id="p", count=2, question_ids=tuple("abcdefghij"))
    times = Counter(id for seed in range(1000) for id in draw((pool,), seed)["p"])
    assert set(times) == set("abcdefghij") and max(times.values()) < 2 * min(times.values())


def test_drawn_questions_stand_where_the_draw_stands():
    definition = pooled(Pool(id="p", count=2, question_ids=("a", "b", "c")), fixed=("first", "last"))
    asked = make_layout(definition, 7)["questions"]
    assert (asked[0], asked[-1], len(asked)) == ("first", "last", 4)


def test_choices_are_laid_out_of_the_drawn_questions_alone():
    layout = make_layout(pooled(Pool(id="p", count=1, question_ids=("a", "b", "c"))), 7)
    assert list(layout["choices"]) == layout["questions"]


def test_a_quiz_says_what_an_attempt_gets():
    definition = pooled(Pool(id="p", count=2, question_ids=("a", "b", "c")), fixed=("f",), mark="2.5")
    assert (definition.question_count, definition.max_mark) == (3, 6)
    layout = make_layout(definition, 1)
    attempt = definition.only(layout["questions"])
    assert (attempt.question_count, attempt.max_mark, attempt.pools) == (3, 6, ())


def test_missing_tells_how_many_there_are():
    found = (Pool(id="p", count=2, question_ids=("a", "b")), Pool(id="r", count=2, question_ids=("b", "c")))
    assert missing(found) in ({"p": 1}, {"r": 1})
    assert missing(found[:1]) == {}


# --- frozen -------------------------------------------------------------------------------------------


def test_a_quiz_with_pools_reads_as_it_was_frozen():
    definition = pooled(Pool(id="p", count=2, question_ids=("a", "b", "c")), fixed=("f",))
    assert definition.schema_version == 2
    assert QuizDefinition.from_json(definition.to_json(), 2) == definition


def test_without_pools_a_quiz_is_frozen_as_before_there_were_any():
    definition = quiz()
    data = definition.to_json()
    assert definition.schema_version == 1 and not {"pools", "order"} & set(data)
    assert digest_of_quiz(definition) == digest_of({"schema_version": 1, **data})


# --- marking what was asked ---------------------------------------------------------------------------


@pytest.mark.parametrize("left", ["a", "b"])
def test_a_drawn_question_that_left_its_pool_is_marked_as_it_was(left):
    before = pooled(Pool(id="p", count=2, question_ids=("a", "b", "c")))
    rest = tuple(id for id in ("a", "b", "c") if id != left)
    after = pooled(Pool(id="p", count=2, question_ids=rest), mark="3")
    anew = remarked(own=before, standing=before, by=after, chosen=None)
    marks = {question.id: question.max_mark for question in anew.only(["a", "b"]).questions}
    assert marks == {"a": 3, "b": 3, left: 2} and anew.pools == ()


def test_a_question_of_the_quiz_itself_that_was_taken_out_counts_no_more():
    before = pooled(Pool(id="p", count=1, question_ids=("a", "b")), fixed=("f", "g"))
    after = pooled(Pool(id="p", count=1, question_ids=("a", "b")), fixed=("f",))
    anew = remarked(own=before, standing=before, by=after, chosen=None).only(["f", "g", "a"])
    assert {question.id for question in anew.questions} == {"f", "a"}
