"""Questions of a running attempt that were corrected since it began."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from learning.models import QuizAttempt
from quizzes.bank_blocks import SHARED
from quizzes.comparing import reads_differently
from quizzes.definitions import QuestionDefinition, QuizDefinition
from quizzes.models import BankQuestion, QuizPage


def corrections(attempt: QuizAttempt, final: Collection[str] = ()) -> dict[str, QuestionDefinition]:
    """Question id -> the question as it is published now, where that reads or counts differently from the attempt's.

    `final` are the questions whose answer was checked: they stay as they were. One query, and one more where the quiz
    takes questions from the bank; the questions are read only where one was published since the attempt began.
    """
    quiz = published_since(attempt) if attempt.is_in_progress else None
    if quiz is None:
        return {}
    now = {question.id: question for question in quiz.definition().questions}
    return corrected_in(attempt.definition, now, final)


def corrected_in(
    definition: QuizDefinition, now: Mapping[str, QuestionDefinition], final: Collection[str]
) -> dict[str, QuestionDefinition]:
    return {
        asked.id: now[asked.id]
        for asked in definition.questions
        if asked.id in now and asked.id not in final and reads_differently(asked, now[asked.id])
    }


def published_since(attempt: QuizAttempt) -> QuizPage | None:
    """The quiz, where it or a question it has from the bank was."""
    pages = QuizPage.objects.live().filter(translation_key=attempt.quiz_key)
    quiz = pages.filter(locale__language_code=attempt.version.locale).select_related("locale").first()
    if quiz is None:
        return None
    published = quiz.last_published_at
    is_newer = published is not None and published >= attempt.started_at
    return quiz if is_newer or bank_published_since(quiz, attempt) else None


def bank_published_since(quiz: QuizPage, attempt: QuizAttempt) -> bool:
    shared = [block["value"] for block in quiz.questions.raw_data if block["type"] == SHARED]
    drawn = {id for pool in attempt.version.read().pools for id in pool.question_ids} & {*attempt.layout["questions"]}
    if not shared and not drawn:
        return False
    questions = BankQuestion.objects.filter(Q(pk__in=shared) | Q(key__in=drawn))
    return questions.filter(last_published_at__gte=attempt.started_at).exists()
