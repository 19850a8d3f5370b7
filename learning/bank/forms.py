"""What trainers fill in of the bank: topics they may see, and no change that leaves a live quiz short of questions."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from learning.access import bank_topics, editable_quizzes, team_courses
from learning.models import User
from learning.selectors.bank import quiz_places
from quizzes.bank import TopicTree
from quizzes.bank_blocks import for_topics
from quizzes.bank_guard import refuse_change, refuse_topic_change
from quizzes.models import BankQuestion, BankTopic, QuizPage

NONE = [("", "---------")]


def topic_choices(user: User) -> list[tuple[int, str]]:
    """In the order of the tree, each with the topics above it."""
    tree, seen = TopicTree(), set(bank_topics(user).values_list("pk", flat=True))
    return [(topic.pk, " › ".join(tree.path(topic.pk))) for topic in tree.in_order() if topic.pk in seen]


def topic_field(user: User, **options: Any) -> forms.ModelChoiceField:
    field = forms.ModelChoiceField(bank_topics(user), **options)
    field.choices = [*NONE, *topic_choices(user)]
    return field


class BankTopicForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = bank_topics(self.for_user)
        self.fields["parent"].choices = [*NONE, *topic_choices(self.for_user)]
        self.fields["course_key"] = course_field(self.fields["course_key"], self.for_user, self.instance.course_key)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_other_course(cleaned)
        if self.instance.pk and not self.errors and self.stands_elsewhere(cleaned):
            try:
                refuse_topic_change(
                    BankTopic(pk=self.instance.pk, parent=cleaned["parent"], course_key=cleaned["course_key"])
                )
            except ValidationError as error:
                self.add_error("parent" if "parent" in self.changed_data else "course_key", error.messages)
        return cleaned

    def refuse_other_course(self, cleaned: dict[str, Any]) -> None:
        """A course that was chosen is not dropped in silence; one that was left as it was follows the topic above."""
        parent, course_key = cleaned.get("parent"), cleaned.get("course_key")
        if parent and course_key and "course_key" in self.changed_data and course_key != parent.course_key:
            words = _(
                "A topic within another one belongs to the course of that one. Choose the same, or none above it."
            )
            self.add_error("course_key", words)

    def stands_elsewhere(self, cleaned: dict[str, Any]) -> bool:
        """Within itself it stands nowhere: the model refuses that."""
        parent = cleaned.get("parent")
        is_own = parent is not None and parent.pk in TopicTree().below([self.instance.pk])
        return bool({"parent", "course_key"} & set(self.changed_data)) and not is_own


def course_field(field: forms.Field, user: User, current: UUID | None) -> forms.TypedChoiceField:
    """With the course that is set now, also where it is gone: saving must not share a team's questions with all."""
    courses = {str(current): _("The course that is set now")} if current else {}
    courses |= {
        str(key): title for key, title in team_courses(user).order_by("-pk").values_list("translation_key", "title")
    }
    return forms.TypedChoiceField(
        label=field.label,
        help_text=field.help_text,
        required=False,
        choices=[("", _("All trainers")), *sorted(courses.items(), key=lambda item: str(item[1]))],
        coerce=lambda key: UUID(str(key)),
        empty_value=None,
    )


class BankQuestionForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = bank_topics(self.for_user)
        self.fields["topic"].choices = [*NONE, *topic_choices(self.for_user)]
        for_topics(self.fields["topic"].widget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation and not self.errors:
            try:
                refuse_change(self.becomes(cleaned), map(str, cleaned["tags"]))
            except ValidationError as error:
                self.add_error(self.cause(), error.messages)
        return cleaned

    def becomes(self, cleaned: dict[str, Any]) -> BankQuestion:
        own = {"pk": self.instance.pk, "key": self.instance.key, "topic": cleaned["topic"]}
        return BankQuestion(**own, question=cleaned["question"], type=cleaned["question"][0].block_type)

    def cause(self) -> str:
        return next((name for name in ("topic", "tags") if name in self.changed_data), "question")


class InsertForm(forms.Form):
    """Into which quiz, and how."""

    COPY, SHARED = "copy", "shared"

    quiz = forms.ModelChoiceField(QuizPage.objects.none(), label=_("Quiz"), empty_label=None)
    how = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        choices=[
            (SHARED, _("Use the shared question: corrected in the bank, it is corrected in the quiz too")),
            (COPY, _("Use a copy: from now on it is the quiz’s own, and neither follows the other")),
        ],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quizzes = editable_quizzes(user).order_by("path")
        places = quiz_places(quizzes)
        self.fields["quiz"].queryset = quizzes
        self.fields["quiz"].choices = [(quiz.pk, places[quiz.pk]) for quiz in quizzes]


class MoveForm(forms.Form):
    """Where in the bank a question of a quiz goes."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = topic_field(
            user, label=_("Topic"), help_text=_("Where in the bank a question goes that you move there.")
        )
