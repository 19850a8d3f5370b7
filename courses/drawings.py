"""Drawings a trainer writes as plain words: a way with stops, a year, levels.

What is drawn is the list itself, so that it reads the same aloud, on paper, on a small screen and without styles.
"""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from .months import months_named, runs

WAY, CALENDAR, LEVELS = "way", "calendar", "levels"
KINDS = {WAY: _("way: steps in their order"), CALENDAR: _("calendar: what happens when in a year"), LEVELS: _("levels")}
FEWEST, MOST = 2, 12
LONGEST_LABEL, LONGEST_NOTE, LONGEST_TITLE = 120, 250, 120
# A month is this wide in the drawing of a year, and its middle half of it from the edge.
MONTH_WIDTH = 20


class Stretch(NamedTuple):
    """Months without a gap, as a line in the drawing of a year. Of one month it is a dot, which has a length too."""

    start: int
    length: str


class DrawingItem(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("what"), max_length=LONGEST_LABEL, help_text=_("Two to six words; in a calendar, the month or months.")
    )
    note = blocks.CharBlock(
        label=_("about it"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("How long it takes, who does it; in a calendar, what happens."),
    )
    here = blocks.BooleanBlock(
        label=_("the one that matters most"), required=False, help_text=_("Drawn as the yellow stop. One is enough.")
    )

    class Meta:
        icon = "dot"
        label_format = "{label}"


class DrawingValue(blocks.StructValue):
    @property
    def year(self) -> list[tuple[blocks.StructValue, list[Stretch]]]:
        """The items of a calendar, each with its months as lines."""
        return [(item, stretches(item["label"])) for item in self["items"]]

    @property
    def initials(self) -> list[tuple[int, str]]:
        """Where the first letter of each month stands, and which it is in the language of the page."""
        return [(middle(month), str(name)[0].upper()) for month, name in MONTHS.items()]


def stretches(label: str) -> list[Stretch]:
    return [
        Stretch(middle(first), f"{(last - first) * MONTH_WIDTH or 0.1}") for first, last in runs(months_named(label))
    ]


def middle(month: int) -> int:
    return month * MONTH_WIDTH - MONTH_WIDTH // 2


class DrawingBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"), choices=list(KINDS.items()), default=WAY, help_text=_("How your words are drawn.")
    )
    title = blocks.CharBlock(label=_("title"), max_length=LONGEST_TITLE, help_text=_("What the drawing shows."))
    items = blocks.ListBlock(
        DrawingItem(),
        label=_("stops"),
        min_num=FEWEST,
        max_num=MOST,
        help_text=_("From two to twelve, in their order; levels begin with the lowest."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and cleaned["kind"] == CALENDAR:
            self.refuse_what_is_no_month(cleaned["items"])
        return cleaned

    def refuse_what_is_no_month(self, items: Any) -> None:
        message = gettext("A calendar’s line begins with a month: “March”, “February–April”.")
        faults = {
            place: StructBlockValidationError({"label": ValidationError(message)})
            for place, item in enumerate(items)
            if not months_named(item["label"])
        }
        if faults:
            raise StructBlockValidationError({"items": ListBlockValidationError(block_errors=faults)})

    class Meta:
        icon = "order"
        label = _("Drawing")
        group = _("Read and look")
        description = _("Steps on a way, a calendar of a year or levels, drawn from your words")
        template = "courses/blocks/drawing.html"
        value_class = DrawingValue
        preview_value = {
            "kind": WAY,
            "title": _("The way of a decision"),
            "items": [
                {"label": _("The draft is published"), "note": _("10 working days before"), "here": True},
                {"label": _("The council votes"), "note": "", "here": False},
                {"label": _("The decision is published"), "note": "", "here": False},
            ],
        }
