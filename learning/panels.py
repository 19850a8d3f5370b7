"""What this app shows in the editor of pages that know no learner."""

from typing import Any

from wagtail.admin.panels import Panel

from learning.selectors.quiz_impact import Touched, pending_changes, touched_by


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
