"""A term marked in rich text: `<a linktype="term" id="kvorum">quorum</a>`, a feature of Wagtail's editor.

The mark names the term by its slug, not by its row: so course folders say the same as the database, and a term that
was deleted and written anew is found again.
"""

from typing import Any

from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from .models import Term

FEATURE, ENTITY = "term", "TERM"


class TermHandler(LinkHandler):
    """To the page: a mark that `courses.terms` turns into a button and a card, once it sees the whole lesson."""

    identifier = "term"

    @staticmethod
    def get_model() -> type[Model]:
        return Term

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return f'<a data-term="{escape(attrs.get("id", ""))}">'

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [cls.expand_db_attributes(attrs) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Any:
        """By which the reference index knows what shows a term. One query a mark, when a page is saved."""
        pk = Term.objects.filter(slug=attrs.get("id", "")).values_list("pk", flat=True).first()
        if pk is not None:
            yield Term, pk, "", ""


class TermElementHandler(LinkElementHandler):
    """To the editor."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        slug = attrs.get("id", "")
        word = Term.objects.filter(slug=slug).values_list("word", flat=True).first()
        return {"slug": slug, "word": word or slug}


def term_element(props: dict[str, Any]) -> Any:
    """From the editor."""
    return DOM.create_element("a", {"linktype": "term", "id": props.get("slug")}, props["children"])


def register_term_feature(features: FeatureRegistry) -> None:
    features.register_link_type(TermHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "help",
                "description": _("Term"),
                "chooserUrls": {"termChooser": reverse_lazy("wagtailsnippetchoosers_courses_term:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "courses/term-entity.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {'a[linktype="term"]': TermElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: term_element}},
        },
    )
