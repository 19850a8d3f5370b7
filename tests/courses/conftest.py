"""A small course in the tree and a small course folder on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from wagtail.models import Page

from courses.models import CourseIndexPage, CoursePage, LessonPage
from quizzes.models import QuizPage
from tests.courses.samples import (
    COURSE,
    ENGLISH_COURSE,
    ENGLISH_LESSON,
    ENGLISH_QUIZ,
    LESSON,
    QUIZ,
    quiz_questions,
    section,
)


@pytest.fixture(autouse=True)
def in_english(clean_start) -> Iterator[None]:
    """Messages are compared as they are written in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def catalogue(db) -> CourseIndexPage:
    root = Page.get_first_root_node()
    return root.add_child(instance=CourseIndexPage(title="Courses", slug="courses-of-a-test"))


@pytest.fixture
def course(catalogue) -> CoursePage:
    return catalogue.add_child(instance=CoursePage(title="Democracy", slug="democracy", summary="How.", hours=3))


@pytest.fixture
def lesson(course) -> LessonPage:
    page = LessonPage(
        title="The council", slug="council", goal="Know it.", minutes=40, body=[section("How it decides")]
    )
    return course.add_child(instance=page)


@pytest.fixture
def quiz(lesson) -> QuizPage:
    page = QuizPage(title="Quiz", slug="test", pass_mark=70, questions=quiz_questions(), grading_method="best")
    return lesson.add_child(instance=page)


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "course.md").write_text(COURSE)
    (tmp_path / "01-council.md").write_text(LESSON)
    (tmp_path / "01-council.gift").write_text(QUIZ)
    return tmp_path


@pytest.fixture
def bilingual(folder) -> Path:
    (folder / "en").mkdir()
    (folder / "en" / "course.md").write_text(ENGLISH_COURSE)
    (folder / "en" / "01-council-in-english.md").write_text(ENGLISH_LESSON)
    (folder / "en" / "01-council-in-english.gift").write_text(ENGLISH_QUIZ)
    return folder
