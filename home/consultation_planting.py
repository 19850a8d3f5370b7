from typing import Any

from wagtail.models import Locale

from .models import ConsultationField, ConsultationPage


def consultation_page(words: dict[str, Any], locale: Locale) -> ConsultationPage:
    """The form of a new academy, with its topics and the fields that are its own."""
    page = ConsultationPage(
        title=words["title"],
        slug=words["slug"],
        lede=words.get("lede", ""),
        topics="\n".join(words.get("topics", [])),
        thanks=words.get("thanks", ""),
        locale=locale,
    )
    page.form_fields = [
        ConsultationField(sort_order=number, **field) for number, field in enumerate(words.get("fields", []))
    ]
    return page
