"""What a lesson is made of: sections, and in them text, pictures, tables, boxes and check-yourself questions.

Each block's template is beside this package. Templates get `id`, the id of the block, for anchors and labels; they are
rendered once for all learners.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from quizzes.blocks import QuestionsBlock
from quizzes.forms import bound_check

from .checks import frozen_question
from .drawings import DrawingBlock
from .headings import heading_errors
from .videos import watch_url, youtube_id

READ = _("Read and look")
BOXES = _("Boxes")
DO = _("Do")

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "link", "document-link", "term", "ol", "ul"]
BOX_FEATURES = ["bold", "italic", "link", "document-link", "term", "ol", "ul"]
CELL_FEATURES = ["bold", "italic", "link", "term"]
MOST_COLUMNS = 6


class TextBlock(blocks.RichTextBlock):
    """Running text; the section's own title is not in it."""

    def __init__(self, features: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(features=features or TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = READ
        description = _("Paragraphs, small headings, lists and links")
        template = "courses/blocks/text.html"
        preview_value = _("<p>A community decides about its own matters <b>itself or through its bodies</b>.</p>")


class PictureBlock(blocks.StructBlock):
    """A picture, the words for those who do not see it, and a caption."""

    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("what it shows"),
        max_length=250,
        help_text=_("Read aloud instead of the picture, and shown while it loads. Say what a learner needs to know."),
    )
    caption = blocks.CharBlock(
        label=_("caption"),
        max_length=250,
        help_text=_("Shown below the picture: what it is, and whose."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        group = READ
        description = _("A photo or drawing with a description and a caption")
        template = "courses/blocks/picture.html"
        preview_value = {"image": None, "alt": _("A session of the council"), "caption": _("A session of the council")}


class VideoValue(blocks.StructValue):
    @property
    def video_id(self) -> str:
        return youtube_id(self.get("link") or "") or ""

    @property
    def url(self) -> str:
        return watch_url(self.video_id)


class VideoBlock(blocks.StructBlock):
    """A video elsewhere. Until it is tapped, the page loads nothing from there."""

    link = blocks.URLBlock(
        label=_("link"), help_text=_("The video's address on YouTube, as in the browser or from its “Share” button.")
    )
    title = blocks.CharBlock(
        label=_("title"), max_length=150, help_text=_("What the video is about; stands on the button that opens it.")
    )
    transcript = blocks.RichTextBlock(
        label=_("in words"),
        features=BOX_FEATURES,
        help_text=_("What is said and shown, for those who cannot watch: no sound, no light, little data."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned.get("link") and not cleaned.video_id and not self.is_deferred_validation:
            message = gettext("Only single videos on YouTube can be shown. Copy the address of the video itself.")
            raise StructBlockValidationError({"link": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "media"
        label = _("Video")
        group = READ
        description = _("A YouTube video, loaded only when the learner taps it")
        template = "courses/blocks/video.html"
        value_class = VideoValue
        preview_value = {
            "link": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "title": _("How a session of the council goes"),
            "transcript": _("<p>The head opens the session; the deputies vote on the agenda.</p>"),
        }


class TableBlock(TypedTableBlock):
    """A table with a title. The first column names the rows; four columns and more scroll sideways on a phone."""

    text = blocks.CharBlock(label=_("text"), required=False, max_length=500)
    rich = blocks.RichTextBlock(label=_("text with links"), required=False, features=CELL_FEATURES)

    def clean(self, table: Any) -> Any:
        table = super().clean(table)
        problem = None if self.is_deferred_validation else self.problem(table)
        if problem:
            raise TypedTableBlockValidationError(non_block_errors=[ValidationError(problem)])
        return table

    def problem(self, table: Any) -> str | None:
        """Why the table cannot be published."""
        if not table.caption:
            return gettext("Give the table a title (its caption).")
        if not table.row_data or len(table.columns) < 2:
            return gettext("A table has at least two columns and one row.")
        if len(table.columns) > MOST_COLUMNS:
            return gettext("At most %(number)d columns can be read on a phone.") % {"number": MOST_COLUMNS}
        if not all(column["heading"] for column in table.columns):
            return gettext("Give each column a heading.")
        return None

    class Meta:
        icon = "table"
        label = _("Table")
        group = READ
        description = _("A small table; the first column names the rows, three columns fit a phone")
        template = "courses/blocks/table.html"
        preview_value = {
            "caption": _("Who does what"),
            "columns": [{"type": "text", "heading": _("Body")}, {"type": "text", "heading": _("Role")}],
            "rows": [
                {"values": [_("Council"), _("decides, approves the budget")]},
                {"values": [_("Executive committee"), _("carries out what was decided")]},
            ],
        }


class BoxBlock(blocks.StructBlock):
    """What all boxes share: a label in words, and a text."""

    label = blocks.CharBlock(label=_("label"), max_length=80, help_text=_("Two to five words at the top of the box."))
    text = blocks.RichTextBlock(label=_("text"), features=BOX_FEATURES)


class CalloutBlock(BoxBlock):
    style = blocks.ChoiceBlock(
        label=_("style"),
        choices=[("info", _("information")), ("warning", _("warning"))],
        default="info",
        help_text=_("A warning is for what can cost the learner a right, time or money."),
    )

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        group = BOXES
        description = _("A remark or a warning that stands out: a common mistake, something to check")
        template = "courses/blocks/callout.html"
        preview_value = {
            "style": "info",
            "label": _("A common mistake"),
            "text": _("<p>The council decides, the executive committee carries out.</p>"),
        }


class CaseBlock(BoxBlock):
    class Meta:
        icon = "openquote"
        label = _("Case")
        group = BOXES
        description = _("A situation to think about, or an example worked out")
        template = "courses/blocks/case.html"
        preview_value = {
            "label": _("A situation"),
            "text": _("<p>The road to Nina’s village is washed out. Where should she go first?</p>"),
        }


class ExerciseValue(blocks.StructValue):
    @property
    def heading(self) -> str:
        """“Exercise, 15 minutes”: the label with how long it takes."""
        minutes = self.get("minutes")
        if not minutes:
            return self["label"]
        text = ngettext("%(label)s, %(minutes)d minute", "%(label)s, %(minutes)d minutes", minutes)
        return text % {"label": self["label"], "minutes": minutes}


class ExerciseBlock(BoxBlock):
    minutes = blocks.IntegerBlock(
        label=_("minutes"), required=False, min_value=1, max_value=600, help_text=_("How long it takes, roughly.")
    )
    document = DocumentChooserBlock(
        label=_("form to fill in"), required=False, help_text=_("A file the learner needs for it.")
    )

    class Meta:
        icon = "edit"
        label = _("Exercise")
        group = DO
        description = _("Something to do away from the screen that leaves a real result")
        template = "courses/blocks/exercise.html"
        value_class = ExerciseValue
        preview_value = {
            "label": _("Exercise"),
            "text": _("<p>Draw a one-page map of who decides what in your community.</p>"),
            "minutes": 15,
            "document": None,
        }


class FileBlock(blocks.StructBlock):
    """A document to take away; its kind and size are told before the tap."""

    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(
        label=_("label"),
        required=False,
        max_length=150,
        help_text=_("What the link says. Empty: the document’s title."),
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        group = READ
        description = _("A link to a document, with its kind and size")
        template = "courses/blocks/file.html"
        preview_value = {"document": None, "label": _("A form to fill in")}


class CheckBlock(QuestionsBlock):
    """One question between the lines. Never graded; its answer and feedback are not in what is drawn here."""

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        question = frozen_question(value)
        context["bound"] = bound_check(question) if question else None
        return context

    def get_preview_value(self) -> blocks.StreamValue:
        name, block = next(iter(self.child_blocks.items()))
        return blocks.StreamValue(self, [(name, block.get_preview_value(), "preview")])

    class Meta:
        icon = "help"
        label = _("Check yourself")
        group = DO
        description = _("One question after a stretch of text, with feedback; it does not count")
        template = "courses/blocks/check.html"
        min_num = 1
        max_num = 1


class SectionContent(blocks.StreamBlock):
    text = TextBlock()
    picture = PictureBlock()
    video = VideoBlock()
    table = TableBlock()
    drawing = DrawingBlock()
    file = FileBlock()
    callout = CalloutBlock()
    case = CaseBlock()
    exercise = ExerciseBlock()
    # Not searched: the index would hold the right answers.
    check = CheckBlock(search_index=False)

    class Meta:
        icon = "list-ul"
        label = _("content")
        group = READ
        description = _("The blocks of a section")
        template = "courses/blocks/content.html"


class SectionBlock(blocks.StructBlock):
    """Five to ten minutes of a lesson, readable alone. Its title, number and end are drawn by the lesson's page."""

    title = blocks.CharBlock(label=_("title"), max_length=120, help_text=_("Two to six words."))
    content = SectionContent()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if errors := heading_errors(cleaned["content"]):
            raise StructBlockValidationError({"content": StreamBlockValidationError(block_errors=errors)})
        return cleaned

    class Meta:
        icon = "title"
        label = _("Section")
        label_format = "{title}"
        group = READ
        description = _("A part of the lesson that is read and marked as done on its own")
        template = "courses/blocks/section.html"
        preview_value = {
            "title": _("How a council decides"),
            "content": [("text", _("<p>A decision needs more than half of all members of the council.</p>"))],
        }


class LessonBody(blocks.StreamBlock):
    """The body of a lesson: sections, and nothing beside them."""

    section = SectionBlock()
