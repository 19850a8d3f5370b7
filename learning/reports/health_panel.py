"""«How people answer» in the quiz's editor: the numbers of each question as it is worded in the draft. First attempts.

`quizzes` knows nobody who answers, so the panel is put among the quiz's own when this app is ready. A script then shows
each line beside its question; without it the list stands above them all.
"""

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from learning.models import QuizHealth
from learning.reports.health_words import question_figures, row
from learning.selectors.health import beside, kept_health
from quizzes.definitions import QuizDefinition
from quizzes.models import QuizPage

# Of the figures of the report: attempts, facility, discrimination.
SHORT = (0, 1, 3)


class HealthPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "learning/admin/health_panel.html"

        @property
        def media(self) -> Media:
            return Media(css={"all": ["learning/admin.css"]}, js=["learning/health.js"])

        def is_shown(self) -> bool:
            """Of a quiz that is still being made there is nothing to say."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            health = kept_health(self.instance.key)
            return {
                "has_numbers": health is not None,
                "rows": panel_rows(health, self.instance.definition()) if health else [],
                "counted_at": health.counted_at if health else None,
                "report": reverse("learning_reports:quiz_health", args=[self.instance.pk]),
            }


def panel_rows(health: QuizHealth, definition: QuizDefinition) -> list[dict[str, Any]]:
    found = []
    labels = {question.id: question.label for question in definition.questions}
    for number, (id, question, was_asked) in enumerate(beside(health.numbers, definition), start=1):
        line = {"id": id, "title": f"{number}. {labels[id]}", "was_asked": was_asked, "question": question}
        if question:
            figures = question_figures(question)
            line |= row(question, number) | {"short": [figures[place] for place in SHORT if place < len(figures)]}
        found.append(line)
    return found


def add_health_panel() -> None:
    """Before the questions."""
    panels = QuizPage.content_panels
    place = next(at for at, panel in enumerate(panels) if getattr(panel, "field_name", "") == "questions")
    QuizPage.content_panels = [*panels[:place], HealthPanel(heading=_("How people answer")), *panels[place:]]
