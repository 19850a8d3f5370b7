"""The quiz as trainers write it, and the versions of it that attempts are bound to."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from .activities import ActivityForm, ActivityMixin
from .bank import BankQuestion, BankQuestionTag, BankTopic
from .bank_blocks import QuizQuestionsBlock
from .bank_choices import unseen_errors
from .blocks import sentences_of
from .definitions import QuizDefinition
from .pools import can_earn, freeze_quiz_questions
from .timing import CLOSES_FIRST, TimingMixin, closes_first
from .unlock_rules import QuizUnlockRule
from .versions import ImmutableVersionError, QuizVersion

__all__ = [
    "BankQuestion",
    "BankQuestionTag",
    "BankTopic",
    "FeedbackTiming",
    "GradingMethod",
    "ImmutableVersionError",
    "QuizPage",
    "QuizUnlockRule",
    "QuizVersion",
    "ShowAnswers",
    "unreachable",
]


class GradingMethod(models.TextChoices):
    BEST = "best", _("Best attempt")
    LAST = "last", _("Last attempt")
    FIRST = "first", _("First attempt")
    AVERAGE = "average", _("Average of the attempts")


class FeedbackTiming(models.TextChoices):
    AT_ONCE = "at_once", _("After each question, and then the answer is final")
    AT_END = "at_end", _("After the whole quiz")


class ShowAnswers(models.TextChoices):
    ALWAYS = "always", _("With every result")
    PASSED = "passed", _("Once the quiz is passed")
    LAST_ATTEMPT = "last_attempt", _("After the last attempt")
    NEVER = "never", _("Never")


NO_LAST_ATTEMPT = _("No attempt is the last one: limit the attempts, or choose another.")


def never_shown(show_answers: str | None, attempt_limit: int | None) -> bool:
    """Whether the answers are kept for a last attempt that there is not."""
    return show_answers == ShowAnswers.LAST_ATTEMPT and not attempt_limit


class QuizPageForm(ActivityForm):
    """A draft may be unfinished; what is published must be a quiz that can be passed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if closes_first(cleaned):
            self.add_error("closes_at", CLOSES_FIRST)
        if self.for_user and "questions" in cleaned and (errors := self.not_to_be_seen(cleaned["questions"])):
            self.add_error("questions", StreamBlockValidationError(block_errors=errors))
        if not self.is_deferred_validation and "questions" in cleaned and not self.errors:
            mark = cleaned.get("pass_mark", self.instance.pass_mark) or 0
            if problem := unreachable(cleaned["questions"], mark):
                self.add_error("pass_mark" if "pass_mark" in self.fields else "questions", problem)
            if never_shown(cleaned.get("show_answers"), cleaned.get("attempt_limit")):
                self.add_error("show_answers", NO_LAST_ATTEMPT)
        return cleaned

    def not_to_be_seen(self, questions: StreamValue) -> dict[int, ValidationError]:
        return unseen_errors(questions, self.for_user, known=self.instance.questions)


class QuizPage(ActivityMixin, TimingMixin, Page):
    """A quiz of a lesson or of a course: its questions, and the rules of attempts.

    Parents name it among their `subpage_types`. What learners answered is bound to a `QuizVersion`, never to this page.
    """

    SHARED = (
        "requirement",
        "group",
        "pass_mark",
        "attempt_limit",
        "grading_method",
        "shuffle_questions",
        "shuffle_choices",
        "feedback_timing",
        "show_answers",
        "test_out",
        *TimingMixin.TIMING,
    )
    ORIGINALS_ALONE = ("unlock_rules",)

    intro = RichTextField(
        _("Introduction"),
        blank=True,
        features=["bold", "italic", "ol", "ul", "link"],
        help_text=_("Shown before the first question."),
    )
    questions = StreamField(
        QuizQuestionsBlock(),
        verbose_name=_("Questions"),
        help_text=_("Changing them later hurts nobody who has begun."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("Pass mark, %"),
        default=70,
        validators=[MaxValueValidator(100)],
        help_text=_("The share of the marks needed to pass. 0 where no question is graded."),
    )
    attempt_limit = models.PositiveSmallIntegerField(
        _("Attempts"), default=0, help_text=_("How many times a learner may try. 0 is without limit.")
    )
    grading_method = models.CharField(
        _("Which attempt counts"), max_length=10, choices=GradingMethod.choices, default=GradingMethod.BEST
    )
    shuffle_questions = models.BooleanField(
        _("Shuffle questions"), default=False, help_text=_("Every attempt gets an order of its own.")
    )
    shuffle_choices = models.BooleanField(
        _("Shuffle choices"), default=True, help_text=_("Matching and ordering are always shuffled.")
    )
    feedback_timing = models.CharField(
        _("Feedback"), max_length=10, choices=FeedbackTiming.choices, default=FeedbackTiming.AT_END
    )
    show_answers = models.CharField(
        _("Right answers and explanations"),
        max_length=15,
        choices=ShowAnswers.choices,
        default=ShowAnswers.ALWAYS,
        help_text=_("When the result shows what would have been right."),
    )
    test_out = models.BooleanField(
        _("Instead of the lesson"),
        default=False,
        help_text=_("May be taken before its lesson; whoever passes it has completed the lesson too."),
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("questions")]
    rules_panels = [
        MultiFieldPanel(
            [
                FieldPanel("pass_mark"),
                FieldPanel("attempt_limit"),
                FieldPanel("grading_method"),
                FieldPanel("test_out"),
            ],
            heading=_("Passing"),
        ),
        TimingMixin.timing_panel,
        MultiFieldPanel([FieldPanel("feedback_timing"), FieldPanel("show_answers")], heading=_("Feedback")),
        MultiFieldPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_choices")], heading=_("Order")),
    ]
    settings_panels = [*ActivityMixin.activity_panels, *rules_panels, *Page.settings_panels]

    search_fields = [*Page.search_fields, index.SearchField("intro")]

    subpage_types: list[str] = []
    base_form_class = QuizPageForm

    class Meta(TimingMixin.Meta):
        abstract = False
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def definition(self) -> QuizDefinition:
        """The quiz as it stands in memory, saved or not: also for a preview of an unfinished draft."""
        frozen = freeze_quiz_questions(self.questions)
        return QuizDefinition(
            quiz_key=self.key,
            title=self.title,
            locale=self.locale.language_code,
            pass_mark=Decimal(self.pass_mark or 0) / 100,
            shuffle_questions=self.shuffle_questions,
            shuffle_choices=self.shuffle_choices,
            feedback_timing=self.feedback_timing,
            show_answers=self.show_answers,
            questions=frozen.questions,
            pools=frozen.pools,
            order=frozen.order,
        )

    def save(self, *args: Any, clean: bool = True, **kwargs: Any) -> None:
        """What goes live is checked also when no form was asked: scheduled publishing, imports, code."""
        if clean and self.live:
            self.refuse_unfinished()
        super().save(*args, clean=clean, **kwargs)

    def refuse_unfinished(self) -> None:
        """Raises ValidationError where the quiz as it stands could not be taken and passed."""
        try:
            self.stream_block.clean(self.questions)
        except ValidationError as error:
            raise ValidationError({"questions": list(sentences_of(error))}) from error
        problem = unreachable(self.questions, self.pass_mark)
        if problem:
            raise ValidationError({"pass_mark": problem})
        if never_shown(self.show_answers, self.attempt_limit):
            raise ValidationError({"show_answers": NO_LAST_ATTEMPT})

    @property
    def stream_block(self) -> QuizQuestionsBlock:
        return self._meta.get_field("questions").stream_block


def unreachable(questions: Any, pass_mark: int) -> str:
    """Why nobody could reach the pass mark, or "". Each graded question can earn its whole mark, so one is enough."""
    if not pass_mark or any(can_earn(child) for child in questions):
        return ""
    return _("Nobody can reach this: no question is graded. Add one, or set the pass mark to 0.")
