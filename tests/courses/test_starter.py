"""The starter courses as a reader meets them: sound, passable, of bearable length, each norm with its act."""

import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings

from courses.portable.reader import read_course
from courses.portable.source import Notes
from courses.portable.terms import read_terms
from quizzes import question_types
from quizzes.formats import gift
from quizzes.grading import grade_question

STARTER = settings.BASE_DIR / "courses" / "starter"
COURSES = sorted(path.parent for path in STARTER.glob("*/course.md"))
LESSONS = sorted(STARTER.glob("*/[0-9]*.md"))
QUIZZES = sorted(STARTER.glob("*/*.gift"))
NAMESPACE = uuid.UUID(int=0)
CHECK = re.compile(r"^::: check\n(.*?)\n:::$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"\(term:[a-z-]+\)")
NAMED_ACT = re.compile(r"№ (\d[\d/к]*(?:-(?:[IVX]+|ВР|р))?)")
ACT = re.compile(r"№ (\d+[\d/]*-(?:[IVX]+|ВР))")


def name(path: Path) -> str:
    return path.stem


def body_of(lesson: Path) -> str:
    return lesson.read_text(encoding="utf-8").split("\n---\n", 1)[1]


def test_there_are_starter_courses():
    assert COURSES
    assert len(LESSONS) == len(QUIZZES)


@pytest.mark.parametrize("folder", COURSES, ids=name)
def test_a_starter_course_is_read_without_a_problem(folder):
    source = read_course(folder)
    assert len(source.lessons) == len(list(folder.glob("[0-9]*.md")))


@pytest.mark.parametrize("quiz", QUIZZES, ids=name)
def test_every_question_can_be_answered_and_its_right_answer_is_right(quiz):
    result = gift.parse(quiz.read_text(encoding="utf-8"), namespace=NAMESPACE)
    assert not result.problems
    for question in result.definitions:
        kind = question_types.get(question.type)
        assert not kind.problems(question)
        assert not kind.is_graded or grade_question(question, kind.right_answer(question)) == 1
        assert question.feedback
        assert question.source


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_check_yourself_questions_are_sound_and_explained(lesson):
    checks = CHECK.findall(body_of(lesson))
    assert 3 <= len(checks) <= 6
    for text in checks:
        (question,) = gift.parse(text, namespace=NAMESPACE).definitions
        kind = question_types.get(question.type)
        assert grade_question(question, kind.right_answer(question)) == 1
        assert question.feedback


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_a_lesson_is_read_in_one_sitting(lesson):
    body = MARK.sub("", body_of(lesson))
    words = re.findall(r"[^\W\d_][\w’-]*", body)
    assert 900 <= len(words) <= 1600
    assert 4 <= len(re.findall(r"^## ", body, re.MULTILINE)) <= 6
    assert "::: case" in body
    assert "::: exercise" in body


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_every_law_a_lesson_cites_is_among_its_sources(lesson):
    head, body = lesson.read_text(encoding="utf-8").split("\n---\n", 1)
    missing = {act for act in ACT.findall(body) if act not in head}
    assert not missing


@pytest.mark.parametrize("quiz", QUIZZES, ids=name)
def test_every_act_a_question_rests_on_is_among_the_sources_of_its_lesson(quiz):
    head = quiz.with_suffix(".md").read_text(encoding="utf-8").split("\n---\n")[0]
    acts = set(re.findall(r"^  - act: \"?([^\"\n]+)", head, re.MULTILINE))
    result = gift.parse(quiz.read_text(encoding="utf-8"), namespace=NAMESPACE)
    cited = {act for question in result.definitions for act in NAMED_ACT.findall(question.source)}
    assert cited - acts == set()


def test_the_glossary_explains_every_marked_word_and_each_is_marked_once_in_a_lesson():
    notes = Notes("glossary.yaml")
    known = {term.slug for term in read_terms((STARTER / "glossary.yaml").read_text(encoding="utf-8"), notes)}
    assert not notes.problems
    assert 40 <= len(known) <= 80
    for lesson in LESSONS:
        marked = re.findall(r"\(term:([a-z-]+)\)", lesson.read_text(encoding="utf-8"))
        assert set(marked) <= known
        assert len(marked) == len(set(marked))


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_a_lesson_explains_its_words_in_place(lesson):
    assert len(MARK.findall(body_of(lesson))) >= 3


@pytest.mark.parametrize("folder", COURSES, ids=name)
def test_each_course_draws_something(folder):
    assert any("::: drawing" in lesson.read_text(encoding="utf-8") for lesson in folder.glob("[0-9]*.md"))


@pytest.mark.parametrize("lesson", [*LESSONS, STARTER / "glossary.yaml"], ids=name)
def test_ukrainian_is_set_with_its_own_signs(lesson):
    text = lesson.read_text(encoding="utf-8")
    assert not re.search(r"[а-яіїєґ]'[а-яіїєґ]", text, re.IGNORECASE)
    assert not re.search(r"[ыэъё]", text, re.IGNORECASE)
    assert "!" not in text.split("\n---\n", 1)[-1]
