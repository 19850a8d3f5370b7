"""What publishing a corrected bank question does to those who took, or are taking, a quiz that has it. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.selectors.quiz_impact import QuizImpact, Touched, impact_by, touched_by
from quizzes.bank_uses import Uses
from quizzes.comparing import Kind, compare, kinds_of
from quizzes.definitions import QuestionDefinition
from quizzes.models import BankQuestion, QuizPage
from quizzes.pools import with_question_of_bank


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizMet:
    """A live quiz that has the question and that somebody took or is taking."""

    quiz: QuizPage
    impact: QuizImpact


def changed_kinds(question: BankQuestion) -> frozenset[Kind]:
    """How the question in memory differs from the public one; nothing while it is not public."""
    before, after = public_definition(question), question.definition()
    return frozenset(kinds_of(before, after)) if before and after else frozenset()


def public_definition(question: BankQuestion) -> QuestionDefinition | None:
    public = BankQuestion.objects.live().filter(pk=question.pk).first()
    return public.definition() if public else None


def quizzes_with(question: BankQuestion) -> list[QuizPage]:
    """The live ones, by reference or by a draw."""
    return list({use.quiz.pk: use.quiz for use in Uses().of(question) if use.is_live}.values())


def quizzes_met(question: BankQuestion) -> Iterator[QuizPage]:
    """Those of them that somebody took or is taking; three queries for each quiz."""
    return (quiz for quiz in quizzes_with(question) if touched_by(quiz))


def bank_touched(question: BankQuestion) -> Touched:
    """Over all live quizzes that have it; three queries for each."""
    found = [touched_by(quiz) for quiz in quizzes_with(question)]
    return Touched(
        running=sum(touched.running for touched in found),
        submitted=sum(touched.submitted for touched in found),
        completions=sum(touched.completions for touched in found),
    )


def touches_learners(question: BankQuestion) -> bool:
    """Whether publishing it now changes what somebody gets who took or is taking a quiz."""
    return bool(changed_kinds(question)) and any(quizzes_met(question))


def bank_impact(question: BankQuestion) -> list[QuizMet]:
    """Of the question as it stands in memory. Reads every attempt at those quizzes once."""
    if not changed_kinds(question):
        return []
    return [met(quiz, question) for quiz in quizzes_met(question)]


def met(quiz: QuizPage, question: BankQuestion) -> QuizMet:
    after = with_question_of_bank(quiz, question)
    return QuizMet(quiz=quiz, impact=impact_by(quiz, compare(quiz.definition(), after), after))
