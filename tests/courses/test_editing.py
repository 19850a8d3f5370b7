"""What trainers meet in the admin, and what it refuses."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Page

from courses.models import CoursePage, CourseTeamMember, LegalAct, LegalSource, LessonPage
from courses.models.course_rows import people_of_the_admin
from tests.courses.samples import section

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(get_user_model().objects.create_superuser(email="admin@example.org", password="x"))
    return client


def edit(admin, page) -> str:
    response = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_course_form_shows_what_completes_the_course(admin, course, lesson, quiz):
    lesson.requirement, lesson.group = "one_of", "uchast"
    lesson.save()
    html = edit(admin, course)
    assert "(uchast)" in html
    assert reverse("wagtailadmin_pages:edit", args=[quiz.pk]) in html


def test_forms_of_catalogue_and_lesson_open(admin, catalogue, lesson):
    edit(admin, catalogue)
    assert "How it decides" in edit(admin, lesson)


@pytest.mark.parametrize("model", ["coursepage", "lessonpage"])
def test_forms_of_new_pages_open(admin, catalogue, course, model):
    parent = {"coursepage": catalogue, "lessonpage": course}[model]
    assert admin.get(reverse("wagtailadmin_pages:add", args=["courses", model, parent.pk])).status_code == 200


def test_the_tree_has_one_shape(course, lesson, catalogue):
    assert [model.__name__ for model in course.allowed_subpage_models()] == ["LessonPage", "QuizPage"]
    assert [model.__name__ for model in lesson.allowed_subpage_models()] == ["QuizPage"]
    assert [model.__name__ for model in catalogue.allowed_subpage_models()] == ["CoursePage"]


def test_an_alias_is_not_offered(admin, course):
    assert "alias" not in admin.get(reverse("wagtailadmin_pages:copy", args=[course.pk])).context["form"].fields


@pytest.mark.parametrize("name", ["catalogue", "course", "lesson"])
def test_an_alias_is_refused_in_code(name, request, quiz):
    with pytest.raises(ValidationError):
        request.getfixturevalue(name).create_alias(update_slug="alias", recursive=True)


def test_an_alias_from_above_is_refused_before_anything_is_made(admin, catalogue, course):
    root = Page.get_first_root_node()
    above = root.add_child(instance=Page(title="Above", slug="above"))
    catalogue.move(above, pos="last-child")
    before = Page.objects.count()
    data = {"new_title": "A", "new_slug": "a", "new_parent_page": root.pk, "copy_subpages": "on", "alias": "on"}
    admin.post(reverse("wagtailadmin_pages:copy", args=[above.pk]), data)
    assert Page.objects.count() == before


def test_a_copied_lesson_has_its_own_key_and_no_starter_id(course, lesson):
    lesson.starter_id = "M01"
    lesson.save()
    copied = lesson.copy(update_attrs={"slug": "copy"})
    assert copied.starter_id == "" and copied.key != lesson.key
    assert [part.id for part in copied.body] == [part.id for part in lesson.body]


def test_a_lesson_knows_its_course_at_one_query(course, lesson, django_assert_num_queries):
    lesson = LessonPage.objects.get(pk=lesson.pk)
    with django_assert_num_queries(1):
        assert lesson.course == course


def test_one_of_a_group_needs_its_group(course):
    page = LessonPage(title="Lesson", goal="Know.", requirement="one_of", body=[section("One")])
    with pytest.raises(ValidationError) as error:
        course.add_child(instance=page)
    assert "group" in error.value.message_dict


def test_two_acts_cannot_have_one_number():
    LegalAct.objects.create(title="One", number="280/97-ВР")
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalAct.objects.create(title="Two", number="280/97-ВР")
    LegalAct.objects.create(title="Three")
    LegalAct.objects.create(title="Four")


def test_an_act_in_use_cannot_be_deleted(lesson):
    act = LegalAct.objects.create(title="One", number="1")
    lesson.legal_sources = [LegalSource(act=act)]
    lesson.save()
    with pytest.raises(ProtectedError):
        act.delete()


def test_acts_are_listed_and_found(admin):
    LegalAct.objects.create(title="On local self-government", number="280/97-ВР")
    LegalAct.objects.create(title="On appeals")
    url = reverse("wagtailsnippets_courses_legalact:list")
    assert "On appeals" in admin.get(url).content.decode()
    assert "On appeals" not in admin.get(url, {"q": "280/97"}).content.decode()


def test_a_team_is_made_of_people_of_the_admin(course):
    users = get_user_model().objects
    admin = users.create_superuser(email="admin@example.org", password="x")
    users.create_user(email="learner@example.org", password="x")
    assert list(users.filter(people_of_the_admin())) == [admin]
    course.team = [CourseTeamMember(user=admin, role="trainer")]
    course.save()
    assert str(CoursePage.objects.get(pk=course.pk).team.get()) == str(admin)


def test_a_course_does_not_come_before_itself(course):
    with pytest.raises(ValidationError):
        course.prerequisites.model(page=course, course=course).clean()
