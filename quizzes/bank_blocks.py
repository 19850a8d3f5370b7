"""What a quiz takes from the question bank: one question by reference, or some of a topic by chance."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from . import question_types
from .blocks import QuestionsBlock, question_blocks
from .draws import missing
from .question_types.block import mark_block

FROM_THE_BANK = gettext_lazy("From the question bank")
PREVIEW = "quizzes/questions/bank_preview.html"
SHARED, DRAW = "shared", "draw"


def shared_block() -> SnippetChooserBlock:
    """A question of the bank as it is there: corrected there, it is corrected here."""
    return SnippetChooserBlock(
        "quizzes.BankQuestion",
        icon="link",
        group=FROM_THE_BANK,
        label=gettext_lazy("Shared question"),
        description=gettext_lazy("A question of the bank by reference: corrected there, it is corrected here"),
        preview_template=PREVIEW,
        preview_value=None,
    )


def graded_types() -> list[tuple[str, str]]:
    return [(each.name, str(each.label)) for each in question_types.all_types() if each.is_graded]


def for_topics(chooser: BaseChooser) -> BaseChooser:
    """With sentences of its own: Wagtail's have the name of the model in them, which Ukrainian declines."""
    chooser.choose_one_text = gettext_lazy("Choose a topic")
    chooser.choose_another_text = gettext_lazy("Choose another topic")
    chooser.link_to_chosen_text = gettext_lazy("Edit this topic")
    return chooser


class TopicChooserBlock(SnippetChooserBlock):
    """Reads all topics in place of the chosen ones, in one query too: whoever draws needs the tree."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        from .bank import TopicTree  # its models are made of blocks

        topics = TopicTree().topics if any(values) else {}
        return [topics.get(pk) for pk in values]

    @cached_property
    def widget(self) -> BaseChooser:
        return for_topics(super().widget)

    def deconstruct(self) -> tuple[str, tuple, dict]:
        """To migrations it is the plain one."""
        return "wagtail.snippets.blocks.SnippetChooserBlock", *super().deconstruct()[1:]


class DrawBlock(blocks.StructBlock):
    """Some questions of a topic, other ones in each attempt. Questions without marks are not drawn."""

    topic = TopicChooserBlock(
        "quizzes.BankTopic",
        required=False,
        label=gettext_lazy("Topic"),
        help_text=gettext_lazy("Leave empty to draw from all topics that trainers share; then name a tag."),
    )
    subtopics = blocks.BooleanBlock(required=False, default=True, label=gettext_lazy("And the topics within it"))
    tags = blocks.CharBlock(
        required=False,
        max_length=255,
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("With commas between. A question is drawn if it has all of them."),
    )
    types = blocks.MultipleChoiceBlock(
        required=False,
        choices=graded_types,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Types of questions"),
        help_text=gettext_lazy("None chosen: any type."),
    )
    count = blocks.IntegerBlock(
        min_value=1,
        max_value=100,
        default=1,
        label=gettext_lazy("How many"),
        help_text=gettext_lazy("In each attempt."),
    )
    max_mark = mark_block()

    class Meta:
        icon = "rotate"
        group = FROM_THE_BANK
        label = gettext_lazy("Random draw")
        description = gettext_lazy("Some questions of a topic by chance, other ones in each attempt")
        preview_template = PREVIEW
        preview_value = {"count": 3, "max_mark": Decimal(1), "subtopics": True}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not cleaned["topic"] and not tag_names(cleaned["tags"]):
            raise block_error("topic", _("Choose a topic, or name a tag."))
        if cleaned["max_mark"] <= 0:
            raise block_error("max_mark", _("The mark must be above zero."))
        return cleaned


def block_error(field: str, message: str) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={field: ValidationError(message)})


def tag_names(text: str | None) -> frozenset[str]:
    """Tags as they are compared: no capitals, no spaces around."""
    return frozenset(name.strip().casefold() for name in (text or "").split(",") if name.strip())


class QuizQuestionsBlock(QuestionsBlock):
    """The questions of a quiz: its own ones, and those of the bank."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        from_the_bank = [(SHARED, shared_block()), (DRAW, DrawBlock())]
        super().__init__(local_blocks or [*question_blocks(), *from_the_bank], **kwargs)

    def clean(self, value: Any) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (errors := bank_errors(cleaned)):
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def bank_errors(value: StreamValue) -> dict[int, ValidationError]:
    """By place in the stream, why what it takes from the bank cannot be published."""
    return {**shared_errors(value), **draw_errors(value)}


def shared_errors(value: StreamValue) -> dict[int, ValidationError]:
    errors, seen = {}, set()
    for place, child in enumerate(value):
        if child.block_type != SHARED:
            continue
        if not child.value.live:
            errors[place] = ValidationError(_("This question is a draft in the bank. Publish it there first."))
        elif child.value.pk in seen:
            errors[place] = ValidationError(_("The quiz has this question already."))
        seen.add(child.value.pk)
    return errors


def draw_errors(value: StreamValue) -> dict[int, ValidationError]:
    from .pools import draws_in  # it reads the bank, whose questions are made of blocks

    draws = draws_in(value)
    short = missing([draw.pool for draw in draws])
    errors = {}
    for number, draw in enumerate(draws):
        if draw.pool.id in short:
            errors[draw.place] = block_error("count", not_enough(short[draw.pool.id]))
        elif any(draw.quarrels_with(earlier) for earlier in draws[:number]):
            words = _("Two draws here share questions. Give them the same mark, or topics of their own.")
            errors[draw.place] = block_error("max_mark", words)
    return errors


def not_enough(available: int) -> str:
    if not available:
        return _("There is no question to draw. Publish some in the bank first, or choose another topic.")
    return ngettext(
        "There is %(count)d question to draw. Ask for no more, or add some to the bank.",
        "There are %(count)d questions to draw. Ask for no more, or add some to the bank.",
        available,
    ) % {"count": available}


def question_count(raw: Iterable[Mapping[str, Any]]) -> int:
    """How many questions an attempt at a quiz of this raw data asks."""
    return sum(int(block["value"].get("count") or 1) if block["type"] == DRAW else 1 for block in raw)
