from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.models import Page
from wagtail.search import index

from courses.models import CoursePage, LessonPage
from home import spam
from home.addresses import in_language
from home.consultation_forms import ConsultationForm, ConsultationFormBuilder

from .consultation_requests import ConsultationRequest

# Added fields have names of their own, so that none takes the place of a fixed one.
PREFIX = "more_"
TOO_OFTEN = _(
    "Very many requests have come from you or from your network within an hour, so this one is not stored yet. "
    "Your words are still here: please send them again later."
)
SENT_BEFORE = _(
    "This form was sent before with other words, and that request is stored. "
    "To send these words as one more request, press the button once more."
)


class ConsultationPage(AbstractForm):
    """Where anybody asks for a consultation. Name, contacts, topic, question and consent are fixed; more may be added.

    Reached from a lesson or a course as ?from=<its id>: the same link for everybody, and the request keeps the context.
    """

    form_builder = ConsultationFormBuilder
    template = "home/consultation_page.html"
    landing_page_template = "home/consultation_thanks.html"
    allowed_http_methods: ClassVar[list] = ["GET", "HEAD", "OPTIONS", "POST"]

    lede = models.TextField(
        _("opening words"), max_length=400, blank=True, help_text=_("What one may ask, and what it costs.")
    )
    topics = models.TextField(
        _("topics"), blank=True, help_text=_("One a line, to choose from. Empty: no topic is asked for.")
    )
    thanks = models.TextField(
        _("after sending"),
        max_length=600,
        blank=True,
        help_text=_("What happens next: who answers, and when. Promise only what you keep."),
    )

    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("lede"),
        MultiFieldPanel(
            [FieldPanel("topics"), InlinePanel("form_fields", label=_("field"), heading=_("More fields"))],
            heading=_("Form"),
        ),
        FieldPanel("thanks"),
    ]

    search_fields: ClassVar[list] = [*Page.search_fields, index.SearchField("lede")]

    parent_page_types: ClassVar[list] = ["home.HomePage"]
    subpage_types: ClassVar[list] = []
    # “Ask for a consultation” leads to one place.
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("consultation form")
        verbose_name_plural = _("consultation forms")

    @property
    def topic_list(self) -> list[str]:
        return [topic.strip()[:255] for topic in self.topics.splitlines() if topic.strip()]

    def get_submission_class(self) -> type[ConsultationRequest]:
        return ConsultationRequest

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return self.receive(request)
        if "sent" not in request.GET:
            return self.show(request, self.get_form(page=self, user=request.user))
        asked = ConsultationRequest.of_receipt(request.GET["sent"])
        return self.render_landing_page(request, asked) if asked else redirect(self.address)

    def receive(self, request: HttpRequest) -> HttpResponse:
        """Stored once, then thanks at an address of its own. Whatever is amiss, the words come back with the reason."""
        form = self.get_form(request.POST, page=self, user=request.user)
        if not form.is_valid():
            return self.show(request, form, status=422)
        earlier = ConsultationRequest.objects.filter(key=form.stamp.key).first()
        if earlier is None:
            if spam.asks_too_often(request, [form.cleaned_data["email"], form.cleaned_data["phone"]]):
                form.ask_anew(TOO_OFTEN)
                return self.show(request, form, status=429)
            earlier = self.process_form_submission(form, asked_from(request))
        if not earlier.says(form.words):
            form.ask_anew(SENT_BEFORE)
            return self.show(request, form, status=422)
        return redirect(f"{self.address}?{urlencode({'sent': earlier.receipt})}")

    def process_form_submission(self, form: ConsultationForm, about: Page | None = None) -> ConsultationRequest:
        return ConsultationRequest.store(
            key=form.stamp.key,
            asked_from=about,
            words=form.words,
            page_id=self.pk,
            user=form.user if form.user.is_authenticated else None,
            language=get_language(),
        )

    def show(self, request: HttpRequest, form: ConsultationForm, status: int = 200) -> HttpResponse:
        context = {**self.get_context(request), "form": form, "asked_from": asked_from(request), "trap": spam.TRAP}
        return TemplateResponse(request, self.get_template(request), context, status=status)

    @property
    def address(self) -> str:
        """Under the language of the interface: the page may be written in another one."""
        return in_language(self.url, get_language())


class ConsultationField(AbstractFormField):
    """One more field of the form, made by an editor. No personal data: answers are in the requests."""

    page = ParentalKey(ConsultationPage, on_delete=models.CASCADE, related_name="form_fields")

    class Meta(AbstractFormField.Meta):
        verbose_name = _("form field")
        verbose_name_plural = _("form fields")

    def __str__(self) -> str:
        return self.label

    def get_field_clean_name(self) -> str:
        return f"{PREFIX}{super().get_field_clean_name()}"[:255]


def asked_from(request: HttpRequest) -> Page | None:
    """The public lesson or course the visitor came from. A hidden one's title is nobody's business."""
    number = request.GET.get("from", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Page.objects.live().public().type((LessonPage, CoursePage)).filter(pk=number).first()
