import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from learning.saving import Given, Stored, digest, plan_saves, read_token, token, verdict


def form(answer, shown=None, sequence=0):
    return Given(answer=answer, was=token(Stored(answer=shown, sequence=sequence)))


def test_what_the_learner_did_not_touch_is_not_saved():
    """Another tab changed the answer; this form still shows the old one and was sent for another question."""
    assert verdict(Stored("new", 2), form("old", shown="old", sequence=1)) == "keep"


def test_a_form_sent_again_after_back_is_a_new_save_and_is_told():
    assert verdict(Stored("b", 2), form("c", shown="a", sequence=1)) == "replace"


def test_an_old_form_never_empties_an_answer():
    assert verdict(Stored("b", 2), form(None, shown="a", sequence=1)) == "keep"


def test_emptying_an_answer_the_form_showed_is_a_save():
    assert verdict(Stored("b", 2), form(None, shown="b", sequence=2)) == "save"


def test_a_late_queued_save_never_overwrites_a_newer_one():
    assert verdict(Stored("new", 5), Given(answer="old", sequence=4)) == "stale"
    assert verdict(Stored("new", 5), Given(answer="newer", sequence=6)) == "save"


def test_a_queued_save_sent_twice_changes_nothing():
    assert verdict(Stored("a", 5), Given(answer="a", sequence=5)) == "keep"


def test_an_absurd_sequence_is_not_stored():
    assert verdict(Stored("a", 5), Given(answer="b", sequence=9_999_999)) == "stale"


@pytest.mark.parametrize("given", [Given("b"), Given("b", sequence=9), form("b", "a", 1)])
def test_a_checked_answer_is_final(given):
    assert verdict(Stored("a", 1, is_final=True), given) == "final"


@pytest.mark.parametrize("rubbish", ["", "x", ":", "1", "²:abc", "99999999999:abc", "-1:abc"])
def test_a_token_of_rubbish_is_no_token(rubbish):
    assert read_token(rubbish)[0] in (None, 1)


@forall(st.lists(st.integers(1, 30), max_size=30))
def test_whatever_the_order_of_arrival_the_highest_sequence_stays(sequences):
    stored = Stored()
    for sequence in sequences:
        plan = plan_saves({"q": stored}, {"q": Given(answer=f"answer {sequence}", sequence=sequence)})
        if "q" in plan.save:
            stored = Stored(f"answer {sequence}", plan.save["q"])
    assert stored.sequence == max(sequences, default=0)
    assert stored.answer == (f"answer {max(sequences)}" if sequences else None)


def test_a_token_tells_nothing_of_the_answer():
    assert "secret" not in token(Stored("secret", 3))
    assert token(Stored("secret", 3)) == f"3:{digest('secret')}"
