"""What is said of an open answer, and the words kept for saying it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from learning.bank.forms import course_field
from learning.models import CommentTemplate
from quizzes.answer_number import NotANumber, parse_number
from quizzes.number_words import decimal_words
from quizzes.question_types.base import as_fraction

LONGEST_COMMENT = 4000


class RemarkForm(forms.Form):
    """`cleaned_data`: "fraction" is what the mark comes to, "words" the template with what was typed."""

    mark = forms.CharField(required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    template = forms.ModelChoiceField(
        CommentTemplate.objects.none(),
        label=gettext_lazy("Comment template"),
        required=False,
        empty_label=gettext_lazy("without a template"),
        help_text=gettext_lazy("Its text is put before what you type below."),
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The learner reads it beside the answer."),
    )
    # The newest remark its author had before them.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        max_mark: Decimal,
        fraction: Decimal | None,
        templates: QuerySet[CommentTemplate],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.max_mark, self.standing = max_mark, fraction
        self.fields["template"].queryset = templates
        if not max_mark:
            del self.fields["mark"]
            return
        most = decimal_words(max_mark)
        self.fields["mark"].label = _("Mark, from 0 to %(most)s") % {"most": most}
        self.fields["mark"].help_text = _("The grade follows at once. It may fall, if you lower a mark.")
        self.initial["mark"] = "" if fraction is None else decimal_words(fraction * max_mark)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        template, typed = cleaned.get("template"), cleaned.get("comment", "").strip()
        cleaned["words"] = "\n\n".join(filter(None, [template and template.text.strip(), typed]))
        if "mark" not in self.errors:
            cleaned["fraction"] = self.fraction(cleaned.get("mark", ""))
        return cleaned

    def fraction(self, mark: str) -> Decimal | None:
        """What was not touched stays as it is, to the last place, which the field does not show."""
        if not mark or "mark" not in self.changed_data:
            return self.standing if mark else None
        try:
            number = parse_number(mark)
        except NotANumber:
            return self.refuse_mark(_("Write the mark as a number, for example 2 or 1.5."))
        if not 0 <= number <= self.max_mark:
            return self.refuse_mark(_("Give from 0 to %(most)s.") % {"most": decimal_words(self.max_mark)})
        return as_fraction(number / self.max_mark)

    def refuse_mark(self, reason: str) -> None:
        self.add_error("mark", ValidationError(reason))


class CommentTemplateForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course_key"] = course_field(self.fields["course_key"], self.for_user, self.instance.course_key)
