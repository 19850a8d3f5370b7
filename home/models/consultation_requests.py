from typing import Any, ClassVar

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import AbstractFormSubmission
from wagtail.models import Page

SIGNER = Signer(salt="home.consultation")
EMPTY = {"name": "", "email": "", "phone": "", "question": "", "answer_note": "", "form_data": {}, "user": None}


class ConsultationRequestQuerySet(models.QuerySet["ConsultationRequest"]):
    def forget(self, *, at: Any) -> int:
        """Take the person out of these requests; how many there were. Topic, lesson and dates stay, to be counted."""
        return self.filter(forgotten_at__isnull=True).update(**EMPTY, forgotten_at=at)


class ConsultationRequest(AbstractFormSubmission):
    """One question sent through the form. Personal data: who asks, what, and what the editor's fields hold."""

    # Its rows are found by their own listing; Wagtail need not look for references to pages in each.
    wagtail_reference_index_ignore = True

    # Made with the form: sent twice, it is stored once.
    key = models.UUIDField(unique=True, editable=False)
    # The form it came through; the request outlives the page.
    page = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    submit_time = models.DateTimeField(_("asked"), default=timezone.now)
    # Of a person who was signed in, so that their download and the end of their account include it.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="consultation_requests"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    # In the words of the day: an editor may rename a topic.
    topic = models.CharField(_("topic"), max_length=255, blank=True)
    question = models.TextField(_("question"), blank=True)
    # Of the interface: the language to answer in.
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # Nothing is stored without it.
    consented_at = models.DateTimeField(_("agreed"), default=timezone.now)
    # The lesson or course the person came from: which, for joins, and its title on the day.
    asked_from_key = models.UUIDField(null=True, blank=True, editable=False)
    asked_from = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_from_title = models.CharField(_("asked from"), max_length=255, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # For the staff alone. It stays when the request is opened again.
    answer_note = models.TextField(_("note"), blank=True)
    # When the person was taken out: their wish, or the end of the time we keep requests.
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = ConsultationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation request")
        verbose_name_plural = _("consultation requests")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=False) | ~Q(email="", phone=""),
                name="consultation_can_be_answered",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True)
                | Q(name="", email="", phone="", question="", answer_note="", user__isnull=True),
                name="consultation_forgotten_is_empty",
            ),
        ]
        indexes: ClassVar[list] = [
            # the staff's list, newest first, and the nightly sweep of old ones
            models.Index(fields=["-submit_time"], name="consultation_newest"),
        ]

    def __str__(self) -> str:
        """Stands in the audit log, so it names nobody."""
        return f"№ {self.pk}"

    @property
    def state(self) -> str:
        """`forgotten`, `answered` or `open`: derived from the dates."""
        if self.forgotten_at:
            return "forgotten"
        return "answered" if self.answered_at else "open"

    @property
    def more(self) -> list[tuple[str, str]]:
        """What was written into the fields an editor has added, as words."""
        return [(label, as_words(value)) for label, value in self.form_data.items() if value not in ("", None, [])]

    @property
    def receipt(self) -> str:
        """For the address of the page that says thanks: only we can have made it, and it names nobody."""
        return SIGNER.sign(str(self.pk))

    @classmethod
    def of_receipt(cls, receipt: str) -> "ConsultationRequest | None":
        try:
            return cls.objects.filter(pk=int(SIGNER.unsign(receipt))).first()
        except (BadSignature, ValueError):
            return None

    @classmethod
    @transaction.atomic
    def store(cls, *, key: Any, asked_from: Page | None, words: dict[str, Any], **fields: Any) -> "ConsultationRequest":
        """The request of this key: made now, or by the same form sent before or in this very moment."""
        about = {}
        if asked_from:
            about = {
                "asked_from": asked_from,
                "asked_from_key": asked_from.translation_key,
                "asked_from_title": asked_from.title,
            }
        return cls.objects.get_or_create(key=key, defaults={**words, **about, **fields})[0]

    def says(self, words: dict[str, Any]) -> bool:
        """Whether these are the words that were stored."""
        encoder = self._meta.get_field("form_data").encoder(sort_keys=True)
        stored = {name: getattr(self, name) for name in words}
        return encoder.encode(stored) == encoder.encode(words)


def as_words(value: Any) -> str:
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
