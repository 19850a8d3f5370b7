from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.formats.registry import MOST_BYTES, all_formats

ACCEPTED = ".xlsx,.csv,.tsv,.xml,.gift,.txt"


def format_choices() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Seen from the file")), *((one.name, one.label) for one in all_formats())]


class QuestionFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File with questions"),
        help_text=gettext_lazy(
            "A spreadsheet (XLSX, CSV), Moodle XML or GIFT. First you are shown what is in it; nothing is changed yet."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    format = forms.ChoiceField(choices=format_choices, required=False, label=gettext_lazy("Format"))

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is too big: at most %(limit)d MB.") % {"limit": MOST_BYTES >> 20})
        return file


class ChosenQuestionsForm(forms.Form):
    """The second word: which of the questions that were shown come in."""

    upload = forms.CharField(widget=forms.HiddenInput)
    file_name = forms.CharField(required=False, widget=forms.HiddenInput)
    format = forms.ChoiceField(choices=format_choices, required=False, widget=forms.HiddenInput)
    only_sound = forms.BooleanField(
        required=False,
        label=gettext_lazy("Import only the sound questions"),
        help_text=gettext_lazy("What has a fault is left out. Otherwise a file with faults brings nothing."),
    )
    publish = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish at once"),
        help_text=gettext_lazy("Quizzes that draw from this topic may then ask them. Otherwise they are drafts."),
    )

    def __init__(self, *args: Any, has_faults: bool = True, may_publish: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_faults:
            del self.fields["only_sound"]
        if not may_publish:
            del self.fields["publish"]


class ExportQuestionsForm(forms.Form):
    kind = forms.ChoiceField(widget=forms.RadioSelect, label=gettext_lazy("Format"))

    def __init__(self, kinds: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
