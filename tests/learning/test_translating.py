"""How a course comes into a second language in the editor: who may, what is copied, what stays the original's."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale

from courses.models import (
    CoursePage,
    CoursePrerequisite,
    CourseTeamMember,
    LegalAct,
    LegalActTitle,
    LegalSource,
    LessonPage,
)
from courses.outline import course_outline
from learning import roles
from quizzes.models import QuizPage
from tests import cast
from tests.translated import copied, course_in_english, english_of, front_in_english

# Fields of the original's form that a translation's lacks.
RULES = {
    CoursePage: {"number", "hours", "least_grade", "team-TOTAL_FORMS", "prerequisites-TOTAL_FORMS"},
    LessonPage: {"minutes", "requirement", "checked_on", "legal_sources-TOTAL_FORMS"},
    QuizPage: {"pass_mark", "attempt_limit", "feedback_timing", "time_limit", "opens_at", "wait_minutes"},
}


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


@pytest.fixture
def english(course) -> CoursePage:
    return course_in_english(course)


@pytest.fixture
def lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


def translate_address(page) -> str:
    return reverse("simple_translation:submit_page_translation", args=[page.pk])


def edit_address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client, page) -> str:
    answer = client.get(edit_address(page))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_trainer_translates_their_course_with_its_lessons(trainer, course):
    front_in_english(course)
    english = Locale.objects.get(language_code="en")
    assert translate_address(course) in form_of(trainer, course)
    answer = trainer.post(translate_address(course), {"locales": [english.pk], "include_subtree": "on"})
    made = english_of(course)
    assert answer.url == edit_address(made)
    assert not made.live
    assert made.get_descendants().count() == course.get_descendants().count() == 3
    for page in made.get_descendants(inclusive=True).specific():
        assert trainer.get(edit_address(page)).status_code == 200


def test_a_trainer_translates_no_other_course(trainer, course):
    other = cast.make_course(course.get_parent().specific, title="Others")
    front_in_english(course)
    english = Locale.objects.get(language_code="en")
    trainer.post(translate_address(other), {"locales": [english.pk]})
    assert not other.has_translation(english)


@pytest.mark.parametrize("person", ["alice", "charlie", "staff"])
def test_nobody_else_translates(client, request, person, course):
    front_in_english(course)
    client.force_login(request.getfixturevalue(person))
    client.post(translate_address(course), {"locales": [Locale.objects.get(language_code="en").pk]})
    assert CoursePage.objects.count() == 1


def test_the_team_of_the_original_works_on_the_translation_and_on_no_other(client, course, english, edith):
    editor = cast.make_person("editor")
    CourseTeamMember.objects.create(page=course, user=editor)
    roles.ensure_team(english)
    client.force_login(editor)
    assert client.get(edit_address(english)).status_code == 200
    assert set(Group.objects.get(name=roles.team_name(course)).user_set.all()) == {edith, editor}
    CourseTeamMember.objects.filter(user=editor).delete()
    roles.ensure_team(english)
    assert client.get(edit_address(english)).status_code == 302


@pytest.mark.parametrize("model", RULES)
def test_the_form_of_a_translation_has_the_words_and_not_the_rules(trainer, course, english, model):
    original = model.objects.filter(locale=course.locale).first()
    theirs, ours = form_of(trainer, original), form_of(trainer, english_of(original))
    for name in RULES[model]:
        assert f'name="{name}"' in theirs
        assert f'name="{name}"' not in ours
    assert 'name="title"' in ours


def test_a_translation_is_saved_by_its_form(trainer, course, english):
    translated = english
    data = {
        "title": "Better English",
        "slug": translated.slug,
        "summary": "Who decides.",
        "introduction": "null",
        "outcomes-TOTAL_FORMS": "0",
        "outcomes-INITIAL_FORMS": "0",
        "outcomes-MIN_NUM_FORMS": "0",
        "outcomes-MAX_NUM_FORMS": "1000",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    assert trainer.post(edit_address(translated), data).status_code == 302
    saved = CoursePage.objects.get(pk=translated.pk)
    assert (saved.title, saved.hours, saved.number) == ("Better English", course.hours, course.number)


def test_team_and_prerequisites_stay_with_the_original_and_show_in_both(client, course, edith):
    first = cast.make_course(course.get_parent().specific, title="Before")
    CoursePrerequisite.objects.create(page=course, course=first)
    english = course_in_english(CoursePage.objects.get(pk=course.pk))
    assert not english.team.exists()
    assert not english.prerequisites.exists()
    for page in (course, english):
        html = client.get(page.url).content.decode()
        assert edith.full_name in html
        assert "Before" in html


def test_the_rules_of_the_original_reach_its_translations(course, english, quiz, lesson):
    quiz.pass_mark, quiz.attempt_limit = 50, 2
    quiz.save_revision().publish()
    lesson.minutes, lesson.requirement = 12, "optional"
    lesson.save_revision().publish()
    ours, theirs = english_of(quiz), english_of(lesson)
    assert (ours.pass_mark, ours.attempt_limit) == (50, 2)
    assert (theirs.minutes, theirs.requirement) == (12, "optional")


def test_an_old_draft_of_a_translation_brings_back_no_old_rules(course, english, quiz):
    draft = english_of(quiz).save_revision()
    quiz.pass_mark = 50
    quiz.save_revision().publish()
    draft.publish()
    assert english_of(quiz).pass_mark == 50


def test_the_sources_of_a_lesson_are_the_originals_by_their_english_names(client, course, lesson):
    act = LegalAct.objects.create(title="Закон про воду", number="1-IX")
    LegalSource.objects.create(page=lesson, act=act, articles="7")
    course_in_english(course)
    address = english_of(lesson).url
    assert '<span lang="uk">Закон про воду' in client.get(address).content.decode()
    LegalActTitle.objects.create(act=act, language="en", title="Water Act")
    html = client.get(address).content.decode()
    assert "Water Act" in html
    assert "Закон про воду" not in html
    assert "Закон про воду" in client.get(lesson.url).content.decode()


def test_a_new_lesson_is_added_to_the_original(course, english, lesson):
    assert LessonPage.can_create_at(course)
    assert not LessonPage.can_create_at(english)
    assert QuizPage.can_create_at(lesson)
    assert not QuizPage.can_create_at(english_of(lesson))


def test_the_editor_says_when_the_original_is_newer(trainer, course, english, lesson):
    newer = "Оригінал опубліковано після того, як цей переклад востаннє збережено"
    translated = english_of(lesson)
    assert "Це переклад." in form_of(trainer, translated)
    lesson.save_revision().publish()
    assert newer in form_of(trainer, translated)
    assert edit_address(lesson) in form_of(trainer, translated)
    LessonPage.objects.get(pk=translated.pk).save_revision(clean=False)
    assert newer not in form_of(trainer, translated)


def test_a_lesson_translated_alone_is_a_draft_of_its_own_words(course, english):
    lesson = cast.add_lesson(CoursePage.objects.get(pk=course.pk), "Third lesson")
    draft = copied(lesson)
    assert not draft.live
    assert draft.get_parent().pk == english.pk
    assert [section.id for section in draft.body] == [section.id for section in lesson.body]


def test_what_the_original_gains_every_language_asks_for(course, english):
    assert len(course_outline(english).lessons) == 2
    cast.add_lesson(CoursePage.objects.get(pk=course.pk), "Third lesson")
    assert len(course_outline(CoursePage.objects.get(pk=english.pk)).lessons) == 3
