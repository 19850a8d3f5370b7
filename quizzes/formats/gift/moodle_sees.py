"""What a GIFT file says in comments, which Moodle passes over."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quizzes.definitions import QuestionDefinition


def unseen(question: QuestionDefinition) -> list[str]:
    """The parts of a question that Moodle would not find, in the trainer's words."""
    return [*_common(question), *_OF_TYPES.get(question.type, lambda body: ())(question.body)]


def _common(question: QuestionDefinition) -> Iterator[str]:
    if question.hint:
        yield _("the hint")
    if question.source:
        yield _("the source")
    if question.max_mark not in (0, 1):
        yield _("the mark")


_OF_TYPES = {
    "multiple_choice": lambda body: [_("“all or nothing”")] if body.all_or_nothing else [],
    "short_answer": lambda body: [_("that capital letters matter")] if body.case_sensitive else [],
    "numeric": lambda body: [_("the unit")] if body.unit else [],
    "reflection": lambda body: [_("the model answer and the advice")] if body.model_answer or body.advice else [],
    "ordering": lambda body: [_("that it is an ordering (it becomes matching with places)")],
}
