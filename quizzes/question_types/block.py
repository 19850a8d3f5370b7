"""The StructBlock every question type builds on: the fields all questions share, and validation by the type itself."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

if TYPE_CHECKING:
    from .base import Problem, QuestionType

RICH_TEXT = ["bold", "italic", "ol", "ul", "superscript", "subscript", "image"]

CHOOSING = _("Choosing")
ARRANGING = _("Arranging")
WRITING = _("Writing")


def mark_block(default: int = 1, help_text: str = "") -> blocks.DecimalBlock:
    return blocks.DecimalBlock(
        label=_("Mark"),
        default=default,
        min_value=0,
        max_value=1000,
        max_digits=7,
        decimal_places=2,
        help_text=help_text or _("What a right answer earns. A partly right one earns its share."),
    )


class QuestionBlock(blocks.StructBlock):
    """A question in the editor. Subclasses set `question_type` and add the fields of their own."""

    question_type: "QuestionType"

    prompt = blocks.RichTextBlock(
        features=RICH_TEXT,
        label=_("Question"),
        help_text=_("The first paragraph stands out; the rest follows below it."),
    )
    hint = blocks.TextBlock(
        required=False, rows=2, label=_("Hint"), help_text=_("Folded away; learners may open it before they answer.")
    )
    feedback = blocks.RichTextBlock(
        required=False,
        features=RICH_TEXT,
        label=_("Explanation"),
        help_text=_("Shown with the result, whatever was answered: why it is so."),
    )
    source = blocks.CharBlock(
        required=False, max_length=500, label=_("Source"), help_text=_("The act and article, shown with the result.")
    )
    title = blocks.CharBlock(
        required=False,
        max_length=255,
        label=_("Short name"),
        help_text=_("For reports and imports; learners do not see it. Left empty, the question itself is used."),
    )

    def clean(self, value: Any) -> Any:
        """A draft may be unfinished; what is published must be a question somebody can answer."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        problems = self.question_type.problems(self.question_type.freeze(cleaned, ""))
        if problems:
            raise StructBlockValidationError(block_errors=errors_by_field(problems))
        return cleaned

    def get_form_layout(self) -> blocks.BlockGroup:
        """What is asked first, what most questions leave empty last."""
        own = [name for name in self.child_blocks if name not in QuestionBlock.base_blocks and name != "max_mark"]
        return blocks.BlockGroup(
            children=["prompt", *own, "feedback"],
            settings=[name for name in ("max_mark", "hint", "source", "title") if name in self.child_blocks],
        )

    def get_preview_context(self, value: Any, parent_context: dict | None = None) -> dict:
        from quizzes.forms import bound_preview  # forms know the types, and the types their blocks

        context = super().get_preview_context(value, parent_context)
        return {**context, "bound": bound_preview(self.question_type.freeze(value, "preview"))}

    class Meta:
        preview_template = "quizzes/questions/block_preview.html"


def errors_by_field(problems: Iterable["Problem"]) -> dict[str, ValidationError]:
    """Problems as the errors of a StructBlock: at the field, and within a list at the item."""
    messages, items = defaultdict(list), defaultdict(dict)
    for problem in problems:
        if problem.item is None:
            messages[problem.field].append(problem.message)
        else:
            items[problem.field][problem.item] = ValidationError(problem.message)
    errors: dict[str, ValidationError] = {field: ValidationError(texts) for field, texts in messages.items()}
    for field, block_errors in items.items():
        errors[field] = ListBlockValidationError(block_errors=block_errors, non_block_errors=messages[field])
    return errors
