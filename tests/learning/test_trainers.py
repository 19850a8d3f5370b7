import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Collection, GroupCollectionPermission, Locale

from courses.models import CourseIndexPage, CoursePage, LessonPage
from learning import roles
from learning.models import User
from learning.roles import team_name
from learning.services.courses import create_course
from learning.slugs import latin_slug
from quizzes.models import QuizPage
from tests import cast

NEW = reverse("learning_reports:new_course")


@pytest.fixture
def others(course):
    """A course edith does not teach."""
    return cast.make_course(CourseIndexPage.objects.get(), title="Others")


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


def test_a_trainer_edits_their_course_its_lessons_and_quizzes(trainer, course):
    for page in (course, LessonPage.objects.child_of(course).first(), QuizPage.objects.descendant_of(course).first()):
        assert trainer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_trainer_sees_no_other_course(trainer, others):
    listing = trainer.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert "Others" not in listing.content.decode()
    assert trainer.get(reverse("wagtailadmin_pages:edit", args=[others.pk])).status_code == 302
    lesson = LessonPage.objects.child_of(others).first()
    assert trainer.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).status_code == 302


@pytest.mark.parametrize("title", ["Others", "Foundations"])
def test_a_trainer_links_to_what_everybody_reads_and_to_own_drafts_alone(trainer, course, others, title):
    page = CoursePage.objects.get(title=title)
    assert title in chooser(trainer, page)
    page.unpublish()
    assert (title in chooser(trainer, page)) == (title == "Foundations")


def chooser(client, page) -> str:
    """What the page chooser shows: the catalogue, and what a search finds."""
    browsed = client.get(reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk]))
    found = client.get(reverse("wagtailadmin_choose_page_search"), {"q": page.title})
    texts = [
        response.json()["html"] if "json" in response["Content-Type"] else response.content.decode()
        for response in (browsed, found)
    ]
    shown = [page.title in text.replace(f'value="{page.title}"', "") for text in texts]
    assert shown[0] == shown[1]
    return page.title if all(shown) else ""


def test_the_first_page_of_the_admin_leads_to_the_courses_at_hand(trainer, course, others):
    home = trainer.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[course.pk]) in home
    assert NEW in home
    assert "Others" not in home


def test_the_first_page_of_the_admin_offers_staff_no_editor(client, course):
    staff = User.objects.create_user("staff@example.org")
    staff.groups.add(Group.objects.get(name=roles.STAFF))
    client.force_login(staff)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert course.title in home
    assert reverse("wagtailadmin_pages:edit", args=[course.pk]) not in home


def test_the_lessons_of_a_course_are_listed_in_their_order(trainer, course):
    lessons = list(LessonPage.objects.child_of(course))
    lessons[-1].save_revision()
    listing = trainer.get(reverse("wagtailadmin_explore", args=[course.pk])).content.decode()
    places = [listing.index(reverse("wagtailadmin_pages:edit", args=[lesson.pk])) for lesson in lessons]
    assert places == sorted(places)


def test_a_trainer_begins_a_course_and_is_its_team(trainer, edith, others):
    answer = trainer.post(NEW, {"title": "Громадські слухання", "catalogue": CourseIndexPage.objects.get().pk})
    made = CoursePage.objects.get(title="Громадські слухання")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert trainer.get(answer.url).status_code == 200
    assert (made.slug, made.live, made.owner) == ("hromadski-slukhannia", False, edith)
    assert "Others" not in trainer.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode()


def test_a_new_course_opens_no_collection_that_was_there_before(edith, course):
    """Whoever may name a course must not come to other people's files by calling it like their folder."""
    logos = Collection.get_first_root_node().add_child(name="lohotypy")
    made = create_course(title="Логотипи", catalogue=CourseIndexPage.objects.get(), by=edith)
    assert made.slug == logos.name
    assert not logos.group_permissions.exists()
    assert GroupCollectionPermission.objects.filter(group__name=team_name(made)).exists()


def test_the_team_works_on_a_translation_of_its_course_too(trainer, edith, course):
    english = Locale.objects.get_or_create(language_code="en")[0]
    for page in course.get_ancestors(inclusive=True).filter(depth__gt=1).specific():
        translated = page.copy_for_translation(english)
    assert trainer.get(reverse("wagtailadmin_pages:edit", args=[translated.pk])).status_code == 200
    translated.team.all().delete()
    translated.save_revision().publish()
    assert trainer.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).status_code == 200


def test_a_trainer_adds_a_lesson_and_a_quiz_below_it(trainer, course):
    add_lesson = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk])
    lesson = LessonPage.objects.child_of(course).last()
    add_quiz = reverse("wagtailadmin_pages:add", args=["quizzes", "quizpage", lesson.pk])
    assert trainer.get(add_lesson).status_code == 200
    assert trainer.get(add_quiz).status_code == 200


@pytest.mark.parametrize("person", ["alice", "charlie"])
def test_learners_begin_no_courses(client, request, person, course):
    client.force_login(request.getfixturevalue(person))
    client.post(NEW, {"title": "Mine", "catalogue": CourseIndexPage.objects.get().pk})
    assert not CoursePage.objects.filter(title="Mine").exists()


def test_a_course_without_a_title_is_refused_at_the_field(trainer):
    answer = trainer.post(NEW, {"title": "", "catalogue": CourseIndexPage.objects.get().pk})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Згурський ярмарок", "zghurskyi-yarmarok"),
        ("Об’єднання, контроль і вплив", "obiednannia-kontrol-i-vplyv"),
        ("Їжак Ґалаґан", "yizhak-galagan"),
        ("???", "page"),
    ],
)
def test_addresses_are_written_by_the_official_table(title, slug):
    assert latin_slug(title) == slug


@given(st.text(max_size=80))
def test_every_title_has_an_address(title):
    slug = latin_slug(title)
    assert slug
    assert slug.isascii()
    assert len(slug) <= 60


def test_a_new_course_stands_last_in_the_catalogue(course, others, edith):
    made = create_course(title="Логотипи", catalogue=CourseIndexPage.objects.get(), by=edith)
    assert made.number > max(course.number, others.number)


def test_the_workflow_is_called_in_the_language_of_the_academy(trainer, course):
    html = trainer.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert "Надіслати на погодження" in html
    assert "Moderators approval" not in html
