"""What screens of the question bank tell of quizzes."""

from collections.abc import Iterable

from courses.models import CoursePage
from quizzes.models import QuizPage


def quiz_places(quizzes: Iterable[QuizPage]) -> dict[int, str]:
    """By quiz, its title below that of its course. One query."""
    courses = dict(CoursePage.objects.values_list("path", "title"))
    return {quiz.pk: " › ".join([*course_above(quiz, courses), quiz.title]) for quiz in quizzes}


def course_above(quiz: QuizPage, courses: dict[str, str]) -> list[str]:
    above = (quiz.path[:end] for end in range(len(quiz.path) - quiz.steplen, 0, -quiz.steplen))
    return [courses[path] for path in above if path in courses][:1]
