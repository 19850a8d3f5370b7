"""Exceptions for one learner: who may grant them, what they do, and that nobody's time is taken away by them."""

import json

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.models import CoursePage
from learning.errors import AttemptLimitReached, Closed, NothingGranted, ReasonMissing
from learning.learners import Learner
from learning.models import Enrolment, LearnerOverride
from learning.selectors.clock import reckoned_deadline
from learning.selectors.personal_data import personal_data
from learning.selectors.story import story_of
from learning.services.attempts import start_attempt, submit_attempt
from learning.services.enrolment import enrol
from learning.services.erasure import erase_learner
from learning.services.guests import merge_guest
from learning.services.heartbeats import beat
from learning.services.overrides import Grant, grant_override, remove_override
from tests import cast
from tests.cast import enrol_person
from tests.learning.timed import END, MINUTE, START, change, fresh

WHY = "Agreed with the course team."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False):
        yield


@pytest.fixture
def quiz(quiz):
    return change(quiz, time_limit=30, attempt_limit=1, credit_cap=10)


@pytest.fixture
def enrolment(alice, course):
    return enrol_person(alice, course)


@pytest.fixture
def grant(enrolment, quiz, edith):
    def grant(at=START, reason=WHY, **what):
        return grant_override(enrolment=enrolment, quiz=quiz, grant=Grant(**what), reason=reason, by=edith, at=at)

    return grant


def begin(enrolment, quiz, at=START, key="start"):
    return start_attempt(enrolment=enrolment, quiz=quiz, key=key, at=at)


def hand_in(attempt, at=START):
    return submit_attempt(attempt=attempt, given={}, key=f"submit-{attempt.pk}", at=at)


# --- what they do -----------------------------------------------------------------------------------


def test_extra_time_is_there_from_the_start(enrolment, quiz, grant):
    grant(extra_minutes=15)
    assert begin(enrolment, quiz).deadline_at == END + 15 * MINUTE


def test_an_attempt_under_way_is_lengthened_and_never_shortened(enrolment, quiz, grant, edith):
    attempt = begin(enrolment, quiz)
    override = grant(extra_minutes=15, at=START + MINUTE)
    assert fresh(attempt).deadline_at == END + 15 * MINUTE
    override = grant(extra_minutes=5, at=START + 2 * MINUTE)
    remove_override(override=override, reason=WHY, by=edith)
    assert fresh(attempt).deadline_at == END + 15 * MINUTE


def test_extra_time_and_time_given_back_add_up(enrolment, quiz, grant):
    attempt = begin(enrolment, quiz)
    for minute in (0, 6):
        beat(attempt=fresh(attempt), at=START + minute * MINUTE)
    grant(extra_minutes=15, at=START + 7 * MINUTE)
    now = fresh(attempt)
    assert now.deadline_at == reckoned_deadline(now) == END + 21 * MINUTE


def test_extra_time_that_comes_too_late_revives_nothing(enrolment, quiz, grant):
    attempt = begin(enrolment, quiz)
    grant(extra_minutes=60, at=END + MINUTE)
    assert fresh(attempt).submitted_at == END


def test_extra_attempts_count_everywhere(client, alice, enrolment, quiz, grant):
    """Right answers are shown after the last attempt, which is no longer the first."""
    quiz = change(quiz, show_answers="last_attempt")
    first = hand_in(begin(enrolment, quiz))
    client.force_login(alice)
    result = f"/learn/attempts/{first.pk}/result/"
    assert client.get(result).context["view"].shows_answers
    with pytest.raises(AttemptLimitReached):
        begin(enrolment, quiz, key="second")
    grant(extra_attempts=1)
    view = client.get(result).context["view"]
    assert (view.attempts_left, view.shows_answers) == (1, False)
    assert "1 спроба" in client.get(quiz.url).content.decode()
    second = begin(enrolment, quiz, key="third")
    assert client.get(f"/learn/attempts/{second.pk}/").context["view"].attempt_limit == 2
    hand_in(second)
    assert client.get(result).context["view"].shows_answers


def test_own_dates_stand_in_place_of_the_quizs(enrolment, quiz, grant):
    quiz = change(quiz, closes_at=START - MINUTE)
    with pytest.raises(Closed):
        begin(enrolment, quiz)
    grant(closes_at=START + 20 * MINUTE)
    assert begin(enrolment, quiz, key="again").deadline_at == START + 20 * MINUTE


def test_an_own_closing_date_outlasts_the_trainers_later_one(enrolment, quiz, grant):
    quiz = change(quiz, closes_at=START + 5 * MINUTE)
    grant(closes_at=START + 25 * MINUTE)
    attempt = begin(enrolment, quiz)
    change(quiz, closes_at=START + 10 * MINUTE)
    assert fresh(attempt).deadline_at == START + 25 * MINUTE


def test_an_exception_needs_something_to_grant_and_a_reason(grant):
    with pytest.raises(NothingGranted):
        grant()
    with pytest.raises(NothingGranted):
        grant(opens_at=END, closes_at=START)
    with pytest.raises(ReasonMissing):
        grant(extra_minutes=5, reason="  ")
    assert not LearnerOverride.objects.exists()


@pytest.mark.parametrize(
    ("rules", "what", "field"),
    [
        ({"time_limit": None}, {"extra_minutes": 5}, "extra_minutes"),
        ({"attempt_limit": 0}, {"extra_attempts": 1}, "extra_attempts"),
        ({"opens_at": END}, {"closes_at": START}, "closes_at"),
        ({"closes_at": START}, {"opens_at": END}, "opens_at"),
    ],
)
def test_what_gives_nothing_in_this_quiz_is_not_granted(enrolment, quiz, edith, rules, what, field):
    quiz = change(quiz, **rules)
    with pytest.raises(NothingGranted) as refused:
        grant_override(enrolment=enrolment, quiz=quiz, grant=Grant(**what), reason=WHY, by=edith, at=START)
    assert refused.value.field == field
    assert not LearnerOverride.objects.exists()


def test_a_timed_attempt_gets_extra_time_also_when_the_quiz_has_no_limit_any_more(enrolment, quiz, edith):
    attempt = begin(enrolment, quiz)
    quiz, more = change(quiz, time_limit=None), Grant(extra_minutes=5)
    grant_override(enrolment=enrolment, quiz=quiz, grant=more, reason=WHY, by=edith, at=START)
    assert fresh(attempt).deadline_at == END + 5 * MINUTE


def test_every_act_is_written_into_the_log(grant, edith):
    grant(extra_minutes=5)
    override = grant(extra_minutes=10, extra_attempts=1)
    remove_override(override=override, reason="A mistake.", by=edith)
    log = ModelLogEntry.objects.filter(action__startswith="learning.override").order_by("pk")
    said = [(entry.action.split("_")[-1], entry.user, entry.data.get("extra_minutes")) for entry in log]
    assert said == [("grant", edith, 5), ("change", edith, 10), ("remove", edith, 10)]
    assert log.last().data["reason"] == "A mistake."


# --- personal data ----------------------------------------------------------------------------------


def test_the_learner_may_read_what_was_granted_and_why(alice, enrolment, quiz, grant):
    grant(extra_minutes=5)
    attempt = begin(enrolment, quiz)
    for minute in (0, 6):
        beat(attempt=fresh(attempt), at=START + minute * MINUTE)
    (told,) = json.loads(json.dumps(personal_data(alice), default=str))["enrolments"]
    assert (told["exceptions"][0]["extra_minutes"], told["exceptions"][0]["reason"]) == (5, WHY)
    assert told["attempts"][0]["given_back"][0]["seconds"] == 360


def test_erasure_takes_the_exceptions_and_their_reasons(alice, grant, edith):
    remove_override(override=grant(extra_minutes=5), reason="Is ill.", by=edith)
    grant(extra_attempts=1)
    erase_learner(user=alice)
    assert not LearnerOverride.objects.exists()
    log = ModelLogEntry.objects.filter(action__startswith="learning.override")
    assert {entry.data["reason"] for entry in log} == {""}


def test_the_story_tells_of_exceptions_and_of_time_given_back(enrolment, quiz, grant):
    grant(extra_minutes=5)
    attempt = begin(enrolment, quiz)
    for minute in (0, 6):
        beat(attempt=fresh(attempt), at=START + minute * MINUTE)
    kinds = [moment.kind for moment in story_of(Enrolment.objects.get(pk=enrolment.pk))]
    assert {"granted", "given_back"} <= set(kinds)


def test_a_merge_takes_exceptions_and_deadlines_along(alice, course, enrolment, quiz, grant, edith):
    guest = enrol(learner=Learner(guest_key="guest-key"), course=course)
    granted = {"quiz": quiz, "reason": "A guest.", "by": edith, "at": START}
    grant_override(enrolment=guest, grant=Grant(extra_minutes=20), **granted)
    attempt = begin(guest, quiz)
    grant(extra_minutes=5, extra_attempts=2)
    merge_guest(guest_key="guest-key", user=alice, at=START + MINUTE)
    assert fresh(attempt).deadline_at == END + 20 * MINUTE
    kept = enrolment.overrides.get()
    assert (kept.extra_minutes, kept.extra_attempts, kept.reason) == (20, 2, WHY)
    erase_learner(user=alice)
    assert not ModelLogEntry.objects.filter(data__reason="A guest.").exists()


def test_a_merge_keeps_the_wider_dates(alice, course, enrolment, quiz, grant, edith):
    guest = enrol(learner=Learner(guest_key="guest-key"), course=course)
    dates = Grant(opens_at=START - MINUTE, closes_at=END + MINUTE)
    grant_override(enrolment=guest, quiz=quiz, grant=dates, reason=WHY, by=edith, at=START)
    grant(extra_minutes=5, closes_at=END)
    merge_guest(guest_key="guest-key", user=alice, at=START)
    kept = enrolment.overrides.get()
    assert (kept.extra_minutes, kept.opens_at, kept.closes_at) == (5, START - MINUTE, END + MINUTE)


def test_of_two_attempts_in_a_merge_the_one_that_was_over_is_graded(alice, course, enrolment, quiz):
    guest = enrol(learner=Learner(guest_key="guest-key"), course=course)
    over = begin(guest, quiz)
    running = begin(enrolment, quiz, at=END)
    merge_guest(guest_key="guest-key", user=alice, at=END + MINUTE)
    assert (fresh(over).submitted_at, fresh(running).is_in_progress) == (END, True)


# --- the screens ------------------------------------------------------------------------------------


@pytest.fixture
def address(enrolment, quiz):
    return reverse("learning_reports:override", args=[enrolment.pk, quiz.translation_key])


def test_a_trainer_grants_changes_and_removes(client, edith, enrolment, address):
    client.force_login(edith)
    client.post(address, {"extra_minutes": "15", "reason": WHY})
    assert enrolment.overrides.get().by == edith
    assert 'value="15"' in client.get(address).content.decode()
    listed = client.get(reverse("learning_reports:overrides")).content.decode()
    assert "Аліса" in listed and "alice@" not in listed
    client.post(address, {"extra_minutes": "20", "closes_at": "2026-03-05 10:00", "reason": WHY})
    assert enrolment.overrides.get().closes_at.isoformat() == "2026-03-05T08:00:00+00:00"
    client.post(address, {"extra_minutes": "20", "reason": "A mistake.", "do": "remove"})
    assert not enrolment.overrides.exists()


def test_a_bad_form_is_told_at_its_fields_and_grants_nothing(client, staff, enrolment, address):
    client.force_login(staff)
    for sent, field in (
        ({"reason": WHY}, "__all__"),
        ({"extra_minutes": "15"}, "reason"),
        ({"extra_minutes": "-1", "reason": WHY}, "extra_minutes"),
        ({"opens_at": "2026-03-05 10:00", "closes_at": "2026-03-04 10:00", "reason": WHY}, "closes_at"),
    ):
        reply = client.post(address, sent)
        assert (reply.status_code, list(reply.context["form"].errors)) == (422, [field])
    assert not enrolment.overrides.exists()


def test_trainers_grant_in_their_own_courses_only(client, edith, charlie, quiz):
    other = cast.make_course(CoursePage.objects.get().get_parent().specific)
    foreign = enrol_person(charlie, other)
    client.force_login(edith)
    page = reverse("learning_reports:enrolment_overrides", args=[foreign.pk])
    form = reverse("learning_reports:override", args=[foreign.pk, quiz.translation_key])
    assert [client.get(page).status_code, client.get(form).status_code] == [404, 404]
    assert client.post(form, {"extra_minutes": "15", "reason": WHY}).status_code == 404
    assert not LearnerOverride.objects.exists()


def test_a_quiz_of_another_course_is_not_found(client, staff, enrolment, quiz):
    other = cast.make_course(CoursePage.objects.get().get_parent().specific)
    theirs = next(item.key for item in cast.course_outline(other).quizzes)
    client.force_login(staff)
    assert client.get(reverse("learning_reports:override", args=[enrolment.pk, theirs])).status_code == 404


def test_learners_see_no_exceptions_of_others(client, charlie, grant, address):
    grant(extra_minutes=5)
    client.force_login(charlie)
    for page in (address, reverse("learning_reports:overrides")):
        assert client.get(page).status_code == 302
        assert client.post(page).status_code == 302
