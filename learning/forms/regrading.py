"""What to mark anew, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LOWER_MARK = _(
    "Ticked at first: those that were marked by another key than the published one. The pass mark is lower now: "
    "without any tick, attempts are held against it alone."
)


class RegradeChoiceForm(forms.Form):
    """Sent by GET: it chooses what the list shows."""

    questions = forms.MultipleChoiceField(
        label=_("Questions"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ticked at first: those that were marked by another key than the published one."),
        error_messages={"required": _("Choose at least one question.")},
    )
    versions = forms.MultipleChoiceField(
        label=_("Attempts at"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one version.")},
    )
    all_directions = forms.BooleanField(
        label=_("Lower grades too"),
        required=False,
        help_text=_("Without this tick nobody’s grade falls."),
    )

    def __init__(
        self, *args: Any, questions: dict[str, str], versions: dict[str, str], lower_mark: bool, **kwargs: Any
    ) -> None:
        """With a lower pass mark there is something to mark anew without any question."""
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = list(questions.items())
        if lower_mark:
            self.fields["questions"].required = False
            self.fields["questions"].help_text = LOWER_MARK
        self.fields["versions"].choices = list(versions.items())


class RegradeForm(forms.Form):
    """Sent by POST. `digest` names the published quiz the list was made by, `key` this form: pressed twice, it is one
    decision."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        help_text=_("One sentence. The learners read it beside the new grade and in the letter they get."),
        error_messages={
            "required": _("Say in a sentence why the attempts are marked anew: the learners will read it.")
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput)
