"""Whether a quiz can be passed: each question has an answer that earns its mark, and together they are enough."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from wagtail.models import Page

from . import question_types
from .definitions import QuestionDefinition, QuizDefinition
from .grading import grade_quiz
from .models import QuizPage
from .publishing import Fault


def is_answerable(question: QuestionDefinition) -> bool:
    """The type's own right answer earns the whole mark; what is not graded only has to be asked."""
    question_type = question_types.get(question.type)
    if any(True for _problem in question_type.problems(question)):
        return False
    fraction = question_type.grade(question, question_type.right_answer(question))
    return fraction is None or fraction == 1


def best_fraction(definition: QuizDefinition) -> Decimal:
    """What somebody gets who knows all that can be known, 0..1."""
    answers = {
        question.id: question_types.get(question.type).right_answer(question)
        for question in definition.questions
        if is_answerable(question)
    }
    return grade_quiz(definition, answers).fraction


def quiz_faults(definition: QuizDefinition) -> Iterator[tuple[str, str]]:
    """(field, sentence) of what keeps this quiz from being passed."""
    if not definition.questions:
        yield "questions", _("The quiz has no questions.")
        return
    for question in definition.questions:
        if not is_answerable(question):
            yield "questions", _("No answer to “%s” earns its whole mark.") % question.label
    if not definition.pass_mark:
        return
    if not definition.max_mark:
        yield "pass_mark", _("Nobody can reach this: no question is graded. Add one, or set the pass mark to 0.")
    elif best_fraction(definition) < definition.pass_mark:
        yield "pass_mark", _("Nobody can reach this: there are fewer points on offer.")


def faults_made_by(page: Page) -> Iterator[Fault]:
    if isinstance(page, QuizPage):
        if page.locale_id is None:  # a new page gets it when it is saved
            page.locale = page.get_default_locale()
        for name, words in quiz_faults(page.definition()):
            kind = "pass_mark" if name == "pass_mark" else "unanswerable"
            yield Fault(kind=kind, page_id=page.pk, field=name, message=words)
