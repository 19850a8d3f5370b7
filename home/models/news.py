from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.search import FindableMixin
from home.blocks import StandardBody

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Neighbour:
    title: str
    url: str
    icon: str = "arrow"


def today() -> date:
    return timezone.localdate()


class NewsIndexPage(Page):
    """All news, newest first. Holds no personal data."""

    lede = models.TextField(_("opening words"), max_length=400, blank=True)

    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("lede")]

    search_fields: ClassVar[list] = [*Page.search_fields, index.SearchField("lede")]

    parent_page_types: ClassVar[list] = ["home.HomePage"]
    subpage_types: ClassVar[list] = ["home.NewsPage"]

    @property
    def news(self) -> QuerySet["NewsPage"]:
        return NewsPage.newest().child_of(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A page number that is none shows the first page, one too high the last."""
        news = Paginator(self.news, PER_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "news": news, **self.neighbours(news)}

    def neighbours(self, news: PageOfList) -> dict[str, Neighbour]:
        found = {}
        if news.has_previous():
            back = news.previous_page_number()
            found["newer"] = Neighbour(gettext("Newer news"), f"?page={back}" if back > 1 else "?")
        if news.has_next():
            found["older"] = Neighbour(gettext("Older news"), f"?page={news.next_page_number()}")
        return found

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")


class NewsPage(FindableMixin, Page):
    """One item of news. Holds no personal data but what its author writes about people."""

    date = models.DateField(_("date"), default=today, help_text=_("The newest stand first."))
    # The source may be vague: “10–12 August, the year is not given”. Then these words are shown, and no exact date.
    happened = models.CharField(
        _("when it happened, in words"),
        max_length=120,
        blank=True,
        help_text=_("Only if the exact date is not known or it took several days. Shown instead of the date."),
    )
    lede = models.TextField(
        _("opening words"), max_length=400, help_text=_("One to three sentences: shown in lists and in the feed.")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("what it shows"),
        max_length=250,
        blank=True,
        help_text=_("Read aloud instead of the picture. Leave empty only when the picture is mere decoration."),
    )
    body = StreamField(StandardBody(), verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list] = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("date"), FieldPanel("happened")], heading=_("When")),
        FieldPanel("lede"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
    ]

    search_fields: ClassVar[list] = [
        *Page.search_fields,
        index.SearchField("lede"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    parent_page_types: ClassVar[list] = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list] = []

    @classmethod
    def newest(cls) -> QuerySet["NewsPage"]:
        """The public items; of two from one day the later written stands first."""
        return cls.objects.live().public().select_related("picture").order_by("-date", "-pk")

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
