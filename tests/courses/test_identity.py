"""What is already there keeps its id; what is new gets the same id every time."""

from uuid import UUID

from courses.portable.identity import stable_ids

SPACE = UUID(int=1)


def names(*texts: str) -> list[tuple[str, str]]:
    return [("section", text) for text in texts]


def test_the_same_names_get_the_same_ids_every_time():
    assert stable_ids(names("a", "b"), [], SPACE) == stable_ids(names("a", "b"), [], SPACE)


def test_a_name_keeps_its_id_wherever_it_moves():
    old = list(zip(names("a", "b"), ["1", "2"], strict=True))
    assert stable_ids(names("b", "a"), old, SPACE) == ["2", "1"]


def test_a_changed_name_at_its_place_keeps_the_id():
    old = list(zip(names("a", "b"), ["1", "2"], strict=True))
    assert stable_ids(names("a", "c"), old, SPACE) == ["1", "2"]


def test_an_inserted_name_takes_nobodys_id():
    old = list(zip(names("a", "b"), ["1", "2"], strict=True))
    first, new, last = stable_ids(names("a", "new", "b"), old, SPACE)
    assert (first, last) == ("1", "2")
    assert new not in old


def test_two_equal_names_get_two_ids():
    assert len(set(stable_ids(names("a", "a", "a"), [], SPACE))) == 3


def test_a_name_that_comes_back_does_not_take_an_id_in_use():
    (first,) = stable_ids(names("a"), [], SPACE)
    renamed = [(("section", "b"), first)]
    assert len(set(stable_ids(names("b", "a"), renamed, SPACE))) == 2
