"""Questions of a running attempt that were corrected since it began."""

from collections.abc import Collection, Mapping

from learning.models import QuizAttempt
from quizzes.comparing import reads_differently
from quizzes.definitions import QuestionDefinition, QuizDefinition
from quizzes.models import QuizPage


def corrections(attempt: QuizAttempt, final: Collection[str] = ()) -> dict[str, QuestionDefinition]:
    """Question id -> the question as it is published now, where that reads or counts differently from the attempt's.

    `final` are the questions whose answer was checked: they stay as they were. One query; the questions are read only
    where the quiz was published since the attempt began.
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
    pages = QuizPage.objects.live().filter(translation_key=attempt.quiz_key, last_published_at__gte=attempt.started_at)
    return pages.filter(locale__language_code=attempt.version.locale).select_related("locale").first()
