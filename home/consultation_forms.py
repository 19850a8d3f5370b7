"""The form of a consultation request: what the academy relies on is fixed here, what an editor adds comes between."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from home import spam

if TYPE_CHECKING:
    from home.models import ConsultationField

LONGEST = 5000
PHONE = re.compile(r"\+?[0-9][0-9 ()./-]*")
CONTACTS = ("email", "phone")


def valid_phone(value: str) -> None:
    digits = re.sub(r"\D", "", value)
    if not PHONE.fullmatch(value) or not 9 <= len(digits) <= 15:
        raise forms.ValidationError(_("A phone number has 9 to 15 digits, for example +380 50 123 45 67."))


def long_text(**options: Any) -> forms.CharField:
    """With no `maxlength` in the browser, which would cut what is pasted without a word."""
    return forms.CharField(validators=[MaxLengthValidator(LONGEST)], **{"widget": forms.Textarea, **options})


class ConsultationForm(BaseForm):
    """Who asks, how to answer, what about. Knows whether a machine has filled it in."""

    # One of them is enough, so neither is called optional.
    contacts = CONTACTS

    name = forms.CharField(
        label=_("What to call you"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write a name, so that we know how to address you.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("E-mail or phone: one of the two is enough."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[valid_phone],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    question = long_text(
        label=_("Your question"),
        help_text=_(
            "What is the matter, what has been tried, what you would like to achieve. A few sentences will do."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your question: a few sentences will do.")},
    )
    consent = forms.BooleanField(
        label=_("I agree that you keep what I have written here, to answer me"),
        error_messages={"required": _("We cannot keep your question without your consent: tick the box to go on.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {**words_of(kwargs.get("user")), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.offer_topics()
        self.order_fields(["name", *CONTACTS, *self.more_names, "topic", "question", "consent"])
        self.given = spam.read_stamp(self.data.get("stamp", "")) if self.is_bound else None
        self.stamp = self.given or spam.new_stamp()

    def offer_topics(self) -> None:
        topics = self.page.topic_list if self.page else []
        self.fields["topic"].choices = [("", _("Another one, or I am not sure")), *((topic, topic) for topic in topics)]
        if not topics:
            del self.fields["topic"]

    @property
    def more_names(self) -> list[str]:
        """The fields an editor has added."""
        return [name for name in self.fields if name not in ConsultationForm.base_fields]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_question(self) -> str:
        question = self.cleaned_data["question"]
        if spam.count_links(question) > spam.MOST_LINKS:
            raise forms.ValidationError(_("So many links look like advertising. Leave three at most."))
        return question

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(self[name].data or cleaned.get(name) for name in CONTACTS):
            self.add_error("email", _("Write an e-mail address or a phone number, so that we can answer."))
        if not self.errors and (complaint := self.machine_complaint()):
            self.add_error(None, complaint)
        return cleaned

    def machine_complaint(self) -> str:
        """Why this looks like a machine's work; empty for a person's."""
        if self.given is None:
            return _("This page was open for very long. Your words are still here: please send them once more.")
        if self.data.get(spam.TRAP):
            return _(
                "Something has filled in a field that people do not see. Your words are still here: "
                "please send them once more."
            )
        if self.given.is_fresh:
            return _("This came back faster than one can read it. Your words are still here: please send them again.")
        return ""

    def ask_anew(self, complaint: str) -> None:
        """Complain, and let the next try be a request of its own."""
        self.stamp = spam.new_stamp()
        self.add_error(None, complaint)

    @property
    def words(self) -> dict[str, Any]:
        """What was asked, as it is stored: the fixed fields by name, the added ones by the label they had."""
        more = {self.fields[name].label: self.cleaned_data.get(name) for name in self.more_names}
        fixed = {name: self.cleaned_data.get(name, "") for name in ("name", *CONTACTS, "topic", "question")}
        return {**fixed, "form_data": more}


def words_of(user: Any) -> dict[str, str]:
    """What an account knows already need not be typed."""
    if user is None or not user.is_authenticated:
        return {}
    return {"name": user.full_name, "email": user.email}


class ConsultationFormBuilder(FormBuilder):
    """Wagtail's builder over the fixed form, with an end to long texts."""

    def create_multiline_field(self, field: "ConsultationField", options: dict[str, Any]) -> forms.CharField:
        return long_text(**options)

    def get_form_class(self) -> type[ConsultationForm]:
        return type("ConsultationForm", (ConsultationForm,), self.formfields)
