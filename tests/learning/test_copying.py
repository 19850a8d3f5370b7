"""A course or lesson once more: everything a trainer wrote, and nothing of those who learnt."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Page

from courses.models import CourseIndexPage, CoursePage, CoursePrerequisite, CourseTeamMember, LessonPage
from courses.proving import faults_in
from learning.models import ActivityCompletion, CheckResponse, Enrolment, QuizAttempt, SectionCompletion
from learning.roles import ensure_team, team_name
from learning.selectors.impact import impact_of
from learning.services.copying import copy_course, copy_lesson
from quizzes.models import QuizPage
from tests import cast

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def copied(course, bob, edith) -> CoursePage:
    """bob has finished the course that edith copied."""
    return copy_course(course=course, title="Foundations (copy)", by=edith).page


def pages_of(course: CoursePage) -> list[Page]:
    return list(course.get_descendants(inclusive=True).specific())


def test_a_copy_has_everything_that_was_written_and_is_a_draft(course, copied):
    copies, sources = pages_of(copied), pages_of(course)
    assert [page.title for page in copies] == ["Foundations (copy)", *(page.title for page in sources[1:])]
    assert not any(page.live for page in copies)
    assert not {page.translation_key for page in copies} & {page.translation_key for page in sources}
    assert [item.text for item in copies[0].outcomes.all()] == ["find who decides"]
    assert copies[1].body.get_prep_value() == sources[1].body.get_prep_value()
    assert copies[2].questions.get_prep_value() == sources[2].questions.get_prep_value()
    assert copies[0].number > sources[0].number


def test_a_copy_of_a_locked_page_is_not_locked(course, edith, staff):
    lesson = LessonPage.objects.child_of(course).first()
    lesson.locked, lesson.locked_by = True, staff
    lesson.save()
    copy = copy_lesson(lesson=lesson, to=course, title="Once more", by=edith).page
    assert not LessonPage.objects.get(pk=copy.pk).locked
    assert not copy.get_latest_revision_as_object().locked


def test_a_copy_keeps_nothing_of_the_learners(course, copied):
    keys = [page.translation_key for page in pages_of(copied)]
    assert impact_of([course]).people == 1
    assert impact_of([copied]) is None
    assert not Enrolment.objects.filter(course_key__in=keys).exists()
    assert not QuizAttempt.objects.filter(quiz_key__in=keys).exists()
    assert not ActivityCompletion.objects.filter(activity_key__in=keys).exists()
    for model in (SectionCompletion, CheckResponse):
        assert not model.objects.filter(lesson_key__in=keys).exists()


def test_whoever_copies_a_course_is_its_team_with_a_collection_of_its_own(course, copied, edith):
    ensure_team(course)
    CourseTeamMember.objects.create(page=course, user=cast.make_person("another"))
    assert [member.user for member in copied.team.all()] == [edith]
    group = Group.objects.get(name=team_name(copied))
    assert list(group.user_set.all()) == [edith]
    collections = {item.collection_id for item in group.collection_permissions.all()}
    others = Group.objects.get(name=team_name(course)).collection_permissions.values_list("collection", flat=True)
    assert len(collections) == 1 and not collections & set(others)
    assert Collection.objects.filter(pk__in=collections).exists()


def test_an_import_of_the_folder_does_not_find_the_copy(course, edith):
    course.starter_id = "osn"
    course.save()
    assert copy_course(course=course, title="Copy", by=edith).page.starter_id == ""


def test_conditions_among_the_lessons_lead_to_the_copies(course, lessons, quiz, edith):
    cast.add_rule(lessons[1], activity=quiz, percent=80)
    cast.add_rule(lessons[1], opens_at=timezone.now() + timedelta(days=1))
    lessons[1].save()
    done = copy_course(course=course, title="Copy", by=edith)
    copy = LessonPage.objects.child_of(done.page).last()
    for version in (copy, copy.get_latest_revision_as_object()):
        first, second = version.unlock_rules.all()
        assert (first.activity.pk, first.percent) == (QuizPage.objects.descendant_of(done.page).get().pk, 80)
        assert second.opens_at and second.activity is None
    assert done.told == []
    assert [rule.activity_id for rule in LessonPage.objects.get(pk=lessons[1].pk).unlock_rules.all()] == [quiz.pk, None]


def test_a_copy_that_is_published_can_be_completed(course, lessons, edith):
    course.order = "in_turn"
    course.save()
    other = cast.make_course(CourseIndexPage.objects.get(), title="Other")
    CoursePrerequisite.objects.create(page=course, course=other, required=True)
    cast.add_rule(lessons[1], activity=lessons[0])
    copy = copy_course(course=course, title="Copy", by=edith).page
    for page in pages_of(copy):
        page.get_latest_revision().publish(user=edith)
    copy = CoursePage.objects.get(pk=copy.pk)
    assert (copy.order, [row.course for row in copy.prerequisites.all()]) == ("in_turn", [other])
    assert faults_in(copy) == ()


def test_links_among_the_lessons_lead_to_the_copies(course, lessons, edith):
    text = '<p><a linktype="page" id="%d">next</a> <a linktype="page" id="%d">all</a></p>'
    text %= (lessons[1].pk, course.get_parent().pk)
    lessons[0].body[0].value["content"].append(("text", text))
    lessons[0].save()
    copy = LessonPage.objects.child_of(copy_course(course=course, title="Copy", by=edith).page)
    body = str(copy.first().body.get_prep_value())
    assert f'id="{copy.last().pk}"' in body and f'id="{lessons[1].pk}"' not in body
    assert f'id="{course.get_parent().pk}"' in body


def test_of_what_was_never_public_the_draft_is_copied(course, lessons, edith):
    draft = cast.add_lesson(course, "Third", live=False)
    draft.goal = "Written later."
    draft.save_revision()
    copy = LessonPage.objects.child_of(copy_course(course=course, title="Copy", by=edith).page).last()
    assert copy.goal == "Written later."


# --- a lesson -----------------------------------------------------------------------------------


@pytest.fixture
def other(course, edith) -> CoursePage:
    """Another course of edith's."""
    made = cast.make_course(CourseIndexPage.objects.get(), title="Other")
    CourseTeamMember.objects.create(page=made, user=edith)
    ensure_team(made)
    return made


def test_a_lesson_is_copied_with_its_quiz_into_another_course(lessons, quiz, other, edith, bob):
    made = copy_lesson(lesson=lessons[0], to=other, title=lessons[0].title, by=edith).page
    assert made.is_child_of(other) and not made.live
    assert QuizPage.objects.child_of(made).get().translation_key != quiz.translation_key
    assert LessonPage.objects.child_of(other).last() == made
    assert impact_of([made]) is None


def test_a_condition_that_names_what_is_not_there_is_dropped_and_told(lessons, quiz, other, edith):
    cast.add_rule(quiz, activity=lessons[0])
    cast.add_rule(lessons[0], activity=lessons[1])
    done = copy_lesson(lesson=lessons[0], to=other, title="Copy", by=edith)
    assert len(done.told) == 1 and "Second lesson" in done.told[0]
    assert not done.page.unlock_rules.exists()
    assert QuizPage.objects.child_of(done.page).get().unlock_rules.get().activity_id == done.page.pk


def test_within_its_course_a_lesson_keeps_its_conditions(lessons, course, edith):
    cast.add_rule(lessons[1], activity=lessons[0])
    done = copy_lesson(lesson=lessons[1], to=course, title="Copy", by=edith)
    assert done.page.unlock_rules.get().activity_id == lessons[0].pk and not done.told


def test_wagtails_own_copy_mends_conditions_too(admin_client, course, lessons):
    cast.add_rule(lessons[1], activity=lessons[0])
    lessons[1].save_revision().publish()
    parent = course.get_parent()
    data = {"new_title": "Mirror", "new_slug": "mirror", "new_parent_page": parent.pk, "copy_subpages": "on"}
    admin_client.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), data)
    first, second = LessonPage.objects.child_of(CoursePage.objects.get(slug="mirror"))
    for version in (second, second.get_latest_revision_as_object()):
        assert version.unlock_rules.get().activity_id == first.pk


# --- the screens --------------------------------------------------------------------------------


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


def screen(name: str, page: Page) -> str:
    return reverse(f"learning_reports:{name}", args=[page.pk])


def test_a_trainer_copies_an_own_course(trainer, course, edith):
    assert "(копія)" in trainer.get(screen("copy_course", course)).content.decode()
    answer = trainer.post(screen("copy_course", course), {"title": "Mine again"})
    made = CoursePage.objects.get(title="Mine again")
    assert answer.url == reverse("wagtailadmin_explore", args=[made.pk])
    assert trainer.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).status_code == 200


def test_a_trainer_copies_a_lesson_into_an_own_course_alone(trainer, course, lessons, other):
    strange = cast.make_course(CourseIndexPage.objects.get(), title="Strange")
    offered = set(trainer.get(screen("copy_lesson", lessons[0])).context["form"].fields["to"].queryset)
    assert offered == {course, other}
    data = {"title": "Copy", "to": strange.pk}
    assert trainer.post(screen("copy_lesson", lessons[0]), data).status_code == 422
    trainer.post(screen("copy_lesson", lessons[0]), {**data, "to": other.pk})
    assert LessonPage.objects.child_of(other).last().title == "Copy"


def test_a_copy_without_a_title_is_refused_at_the_field(trainer, course):
    answer = trainer.post(screen("copy_course", course), {"title": ""})
    assert answer.status_code == 422 and "title" in answer.context["form"].errors


def test_nobody_copies_what_is_not_theirs(trainer, course, other):
    strange = cast.make_course(CourseIndexPage.objects.get(), title="Strange")
    lesson = LessonPage.objects.child_of(strange).first()
    for address in (screen("copy_course", strange), screen("copy_lesson", lesson)):
        assert trainer.get(address).status_code == trainer.post(address, {"title": "X"}).status_code == 404


@pytest.mark.parametrize("person", ["charlie", "staff"])
def test_outsiders_copy_nothing(client, request, course, lessons, person):
    client.force_login(request.getfixturevalue(person))
    for address in (screen("copy_course", course), screen("copy_lesson", lessons[0])):
        assert client.post(address, {"title": "X", "to": course.pk}).status_code in (302, 403, 404)
    assert not Page.objects.filter(title="X").exists()


def test_other_methods_are_refused(trainer, course, lessons):
    for address in (screen("copy_course", course), screen("copy_lesson", lessons[0])):
        assert trainer.put(address).status_code == 405


def test_the_buttons_stand_on_courses_and_lessons(trainer, course, lessons):
    for page, name in ((course, "copy_course"), (lessons[0], "copy_lesson")):
        assert screen(name, page) in trainer.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode()


# --- «Can it be completed» ----------------------------------------------------------------------

REPORT = reverse("learning_reports:completability")


def test_the_report_names_the_fault_and_leads_to_what_mends_it(trainer, course, lessons, other):
    cast.add_rule(lessons[0], activity=lessons[1])
    cast.add_rule(lessons[1], activity=lessons[0])
    html = trainer.get(REPORT).content.decode()
    assert "чекають одне на одне" in html and "Курс можна пройти." in html
    assert reverse("wagtailadmin_pages:edit", args=[lessons[0].pk]) in html


def test_the_report_shows_trainers_their_own_courses_alone(trainer, course):
    cast.make_course(CourseIndexPage.objects.get(), title="Strange")
    assert "Strange" not in trainer.get(REPORT).content.decode()


def test_staff_see_every_course_and_edit_none(client, staff, course, lessons):
    cast.add_rule(lessons[0], activity=lessons[1])
    cast.add_rule(lessons[1], activity=lessons[0])
    client.force_login(staff)
    html = client.get(REPORT).content.decode()
    assert "чекають одне на одне" in html
    assert reverse("wagtailadmin_pages:edit", args=[lessons[0].pk]) not in html


def test_the_report_is_for_the_admin_and_for_reading(client, charlie, trainer):
    assert trainer.post(REPORT).status_code == 405
    client.force_login(charlie)
    assert client.get(REPORT).status_code in (302, 403)
