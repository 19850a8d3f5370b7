"""The commands that keep house: cached columns made anew, idle guests forgotten."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses.outline import course_outline
from learning.learners import Learner
from learning.models import Enrolment
from learning.services.enrolment import enrol
from learning.services.sections import complete_section


def run(name: str, *arguments: str) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_after_ordinary_work_the_cached_columns_equal_the_facts(alice, bob):
    assert "2 enrolments equal their facts; 0 were changed" in run("recompute_enrolments", "--check")


def test_wrong_columns_are_made_anew_from_the_facts(alice, bob):
    true = list(Enrolment.objects.order_by("pk").values("progress_percent", "last_activity_at"))
    Enrolment.objects.update(progress_percent=1, last_activity_at=timezone.now() + timedelta(days=9))
    assert "2 were changed" in run("recompute_enrolments")
    assert list(Enrolment.objects.order_by("pk").values("progress_percent", "last_activity_at")) == true


def test_a_check_changes_nothing_and_fails(alice):
    Enrolment.objects.update(progress_percent=1)
    with pytest.raises(CommandError, match="1 of 1"):
        run("recompute_enrolments", "--check")
    assert Enrolment.objects.get().progress_percent == 1


def test_an_enrolment_whose_course_is_gone_keeps_its_progress(course, bob):
    course.delete()
    run("recompute_enrolments")
    assert Enrolment.objects.get().progress_percent == 100


def test_guests_idle_for_ninety_days_are_forgotten_and_nobody_else(course, alice):
    outline = course_outline(course)
    lesson = outline.lessons[0]
    for key, days in (("idle", 91), ("recent", 89)):
        guest = enrol(learner=Learner(guest_key=key), course=course)
        complete_section(enrolment=guest, outline=outline, lesson_key=lesson.key, section_id=lesson.sections[0].id)
        Enrolment.objects.filter(pk=guest.pk).update(last_activity_at=timezone.now() - timedelta(days=days))
    Enrolment.objects.filter(user=alice).update(last_activity_at=timezone.now() - timedelta(days=900))
    assert "1" in run("forget_idle_guests")
    assert set(Enrolment.objects.values_list("guest_key", flat=True)) == {"", "recent"}
