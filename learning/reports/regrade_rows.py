"""The rows of the lists about marking anew: before it is done, and after."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from learning.models import AttemptGrade
from learning.reports.learner_names import shown_name
from learning.selectors.regrading import Regrade
from learning.selectors.unmet import Unmet


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One attempt, its grade before and after."""

    who: str
    number: int
    before: Decimal | None
    after: Decimal
    passed_before: bool
    passes: bool

    @property
    def verdict(self) -> str:
        if self.passes and not self.passed_before:
            return _("passes now")
        if self.passed_before and not self.passes:
            return _("no longer passes")
        return _("loses") if self.before is not None and self.after < self.before else ""

    @property
    def is_loss(self) -> bool:
        return self.before is not None and (self.after < self.before or (self.passed_before and not self.passes))


def planned_row(change: Regrade, *, with_address: bool) -> Row:
    return Row(
        who=shown_name(change.attempt.enrolment, with_address=with_address),
        number=change.attempt.number,
        before=change.before.fraction,
        after=change.after.fraction,
        passed_before=change.before.passed,
        passes=change.after.passed,
    )


def done_row(grade: AttemptGrade, *, with_address: bool) -> Row:
    """Of a grade annotated with `fraction_before` and `passed_before`."""
    return Row(
        who=shown_name(grade.attempt.enrolment, with_address=with_address),
        number=grade.attempt.number,
        before=grade.fraction_before,
        after=grade.fraction,
        passed_before=bool(grade.passed_before),
        passes=grade.passed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetRow:
    """Somebody whose completion stands although its grade fell; `record` is the number of the valid record."""

    who: str
    final: Decimal
    lacks: str
    finished_at: datetime | None
    record: str


def unmet_row(item: Unmet, *, with_address: bool) -> UnmetRow:
    return UnmetRow(
        who=shown_name(item.enrolment, with_address=with_address),
        final=item.final,
        lacks=_("the quiz") if item.lacks_quiz else _("the least grade of the course"),
        finished_at=item.finished_at,
        record=item.record,
    )
