"""What the front page and the standard pages are made of. Each block's template is beside this package."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.models.audience import Audience

from .paths import facts_of_path

TEXT = _("Text")
FRONT = _("Front page")

RICH_TEXT = ["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul"]
PROMISE_ICONS = [
    ("check", _("tick")),
    ("phone", _("phone")),
    ("certificate", _("record")),
    ("clock", _("clock")),
    ("people", _("people")),
    ("cloud", _("saved")),
    ("offline", _("no network")),
]
AUDIENCES = [(value, label) for value, label in Audience.choices if value != Audience.EVERYONE]


class PictureBlock(blocks.StructBlock):
    """A picture with the words for those who do not see it."""

    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("what it shows"),
        required=False,
        max_length=250,
        help_text=_("Read aloud instead of the picture. Leave empty only when the picture is mere decoration."),
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        group = TEXT
        description = _("A picture across the column, with an optional caption")
        template = "home/blocks/picture.html"
        preview_value = {"image": None, "alt": _("The town hall"), "caption": _("The town hall in spring")}


class CalloutBlock(blocks.StructBlock):
    """A box that stands out, named by a label in words."""

    style = blocks.ChoiceBlock(
        label=_("style"), choices=[("info", _("information")), ("warn", _("warning"))], default="info"
    )
    label = blocks.CharBlock(label=_("label"), max_length=80, help_text=_("Two or three words at the top of the box."))
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "link", "ol", "ul"])

    class Meta:
        icon = "help"
        label = _("Callout")
        group = TEXT
        description = _("A remark or a warning in a box of its own")
        template = "home/blocks/callout.html"
        preview_value = {"style": "info", "label": _("Good to know"), "text": _("Reading needs no account.")}


class FileBlock(blocks.StructBlock):
    """A document to take away; its kind and size are shown before the tap."""

    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(
        label=_("label"), required=False, max_length=120, help_text=_("Empty: the document's title.")
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        group = TEXT
        description = _("A link to a document, with its kind and size")
        template = "home/blocks/file.html"
        preview_value = {"document": None, "label": _("A form to fill in")}


class RowBlock(blocks.StructBlock):
    """One row of a list of names and what belongs to them."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "link"])

    class Meta:
        icon = "list-ul"
        label = _("row")


class RowsBlock(blocks.ListBlock):
    """Topics, terms, facts: each with a name at the left and its words at the right."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(RowBlock(), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Rows")
        group = TEXT
        description = _("Names with a few words to each: topics, terms, facts")
        template = "home/blocks/rows.html"
        preview_value = [{"name": _("Transparency"), "text": _("Where to find what a council must show.")}]


class ContactsBlock(blocks.StaticBlock):
    """How to reach the organisation, as the settings have it: what is not known is left out."""

    class Meta:
        icon = "mail"
        label = _("Contacts")
        group = TEXT
        description = _("Organisation, e-mail, telephone and address from the settings of the academy")
        admin_text = _("Shows what is filled in under Settings, Academy.")
        template = "home/blocks/contacts.html"


class StandardBody(blocks.StreamBlock):
    """The body of a standard page."""

    text = blocks.RichTextBlock(
        features=RICH_TEXT,
        icon="pilcrow",
        label=TEXT,
        group=TEXT,
        description=_("Paragraphs, headings, lists and links"),
        template="home/blocks/text.html",
        preview_value=_("<h2>About us</h2><p>We teach how a community runs itself.</p>"),
    )
    picture = PictureBlock()
    rows = RowsBlock()
    callout = CalloutBlock()
    file = FileBlock()
    contacts = ContactsBlock()


class PromiseBlock(blocks.StructBlock):
    """One short promise under the front page's buttons."""

    icon = blocks.ChoiceBlock(label=_("icon"), choices=PROMISE_ICONS, default="check")
    text = blocks.CharBlock(label=_("text"), max_length=60)

    class Meta:
        icon = "tick"
        label = _("Promise")
        group = FRONT
        description = _("An icon and a few words under the buttons")
        template = "home/blocks/promise.html"
        preview_value = {"icon": "check", "text": _("No registration")}


class PathBlock(blocks.StructBlock):
    """Where one kind of reader begins: a course, or the catalogue for that kind of reader."""

    title = blocks.CharBlock(label=_("title"), max_length=80, help_text=_("As the reader would say it: “I live here”."))
    text = blocks.TextBlock(label=_("text"), max_length=250)
    page = blocks.PageChooserBlock(label=_("leads to"), required=False)
    audience = blocks.ChoiceBlock(
        label=_("courses for"),
        choices=AUDIENCES,
        required=False,
        help_text=_("Only with the catalogue: shows the courses for these people."),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Path")
        group = FRONT
        description = _("A way into the courses for one kind of reader")
        template = "home/blocks/path.html"
        preview_value = {"title": _("I live here"), "text": _("How to be heard."), "page": None, "audience": ""}

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value.get("audience") and not value.get("page"):
            raise blocks.StructBlockValidationError(
                {"page": ValidationError(_("Choose the catalogue, or leave “courses for” empty."))}
            )
        return value

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        context["facts"] = facts_of_path(value["page"], value["audience"])
        return context


class StepBlock(blocks.StructBlock):
    """One step of “how it works”; the last one is drawn as the arrival."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(label=_("text"), max_length=250)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        group = FRONT
        description = _("One numbered step of how learning works here")
        template = "home/blocks/step.html"
        preview_value = {"title": _("Open a lesson"), "text": _("Read at once; nothing to install.")}
