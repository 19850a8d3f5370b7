"""Why something is locked and what opens it, in words, each with the address that leads there."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.unlocking import Lock, Reason
from learning.page_urls import page_url
from learning.percents import percent_words

SAID = {
    "completed": gettext_lazy("Opens when you have completed “%(title)s”."),
    "grade": gettext_lazy("Opens when you have %(percent)s or more in “%(title)s”."),
    "turn": gettext_lazy("The course goes one after another: first “%(title)s”."),
    "course": gettext_lazy("Opens when you have completed the course “%(title)s”."),
}


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """`url` is empty where only time opens it."""

    text: str
    url: str
    title: str
    language: str


def words_of(reason: Reason) -> ReasonWords:
    url = page_url(reason.url_path) if reason.url_path else ""
    return ReasonWords(sentence(reason), url, reason.title, reason.language)


def sentence(reason: Reason) -> str:
    if reason.opens_at:
        return _("Opens on %(when)s.") % {"when": date_format(localtime(reason.opens_at), "j E Y, H:i")}
    percent = percent_words(reason.least) if reason.least is not None else ""
    return SAID[reason.why] % {"title": reason.title, "percent": percent}


def lock_words(lock: Lock) -> str:
    return " ".join(sentence(reason) for reason in lock.reasons)
