"""What this app shows in the editors of quizzes and of the bank, which know no learner."""

from typing import Any

from wagtail.admin.panels import Panel

from learning.selectors.bank_impact import bank_touched, changed_kinds
from learning.selectors.quiz_impact import Touched, pending_changes, touched_by
from quizzes.comparing import Kind


class ImpactPanel(Panel):
    """Above the questions of a quiz that somebody took or is taking: whom an edit meets, and where its effect is told.

    Counts alone; what each question would change for whom reads every attempt, and has a page of its own.
    """

    def clone_kwargs(self) -> dict[str, Any]:
        return {key: value for key, value in super().clone_kwargs().items() if key != "help_text"}

    class BoundPanel(Panel.BoundPanel):
        template_name = "learning/admin/impact_panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.touched: Touched | None = touched_by(self.instance) if self.instance.pk else None

        def is_shown(self) -> bool:
            return bool(self.touched)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            changes = pending_changes(self.instance)
            return {**super().get_context_data(parent_context), "touched": self.touched, "changes": changes}


class BankImpactPanel(ImpactPanel):
    """The same above a question of the bank, over all live quizzes that have it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "learning/admin/bank/impact_panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.touched: Touched | None = bank_touched(self.instance) if self.instance.pk else None

        def is_shown(self) -> bool:
            return bool(self.touched)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            found = changed_kinds(self.instance)
            kinds = [str(kind.label) for kind in Kind if kind in found]
            return {**super().get_context_data(parent_context), "touched": self.touched, "kinds": kinds}
