from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.answer_text import fold, is_same, without_wildcards
from quizzes.definitions import Body, QuestionDefinition

from .accepted import accepted_problems, fraction_block, said_feedback_block
from .base import AnswerError, Field, Problem, QuestionType, Raw, one_line, one_value, text_in
from .block import WRITING, QuestionBlock, mark_block
from .choices import from_percent, items_in, list_item, percent_unless
from .review import CLOSE, ReviewLine, given_line, missed_line

LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedText:
    """A text that earns `fraction` (0..1) of the mark; may hold wildcards. 0 is for a usual mistake with feedback."""

    id: str
    text: str
    fraction: Decimal = Decimal(1)
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswerBody(Body):
    accepted: tuple[AcceptedText, ...]
    case_sensitive: bool = False

    def match(self, answer: Any) -> AcceptedText | None:
        """The first that fits, as in Moodle: what is exact stands above what is broad."""
        text = answer if isinstance(answer, str) else ""
        fitting = (one for one in self.accepted if is_same(text, one.text, case_sensitive=self.case_sensitive))
        return next(fitting, None) if text else None

    @property
    def best(self) -> AcceptedText | None:
        """What a learner is told is right: the first that earns all, without wildcards if there is one."""
        whole = [one for one in self.accepted if one.fraction >= 1 - CLOSE]
        return next((one for one in whole if "*" not in one.text), whole[0] if whole else None)


class ShortAnswer(QuestionType):
    """A word or a few, compared with accepted texts; an answer is the text as typed."""

    name = "short_answer"
    label = gettext_lazy("Short answer")
    icon = "pilcrow"
    description = gettext_lazy("A word or a few, typed in")
    body_class = ShortAnswerBody
    key_is_words = True

    def block(self) -> type:
        return ShortAnswerBlock

    def freeze_body(self, value: Mapping[str, Any]) -> ShortAnswerBody:
        return ShortAnswerBody(
            accepted=tuple(
                AcceptedText(
                    id=id,
                    text=text_in(item, "text"),
                    fraction=from_percent(item.get("percent"), Decimal(1)),
                    feedback=text_in(item, "feedback"),
                )
                for id, item in items_in(value, "accepted")
            ),
            case_sensitive=bool(value.get("case_sensitive")),
        )

    def thaw_body(self, body: ShortAnswerBody) -> dict[str, Any]:
        accepted = [
            list_item(
                one.id,
                {"text": one.text, "percent": percent_unless(one.fraction, Decimal(1)), "feedback": one.feedback},
            )
            for one in body.accepted
        ]
        return {"accepted": accepted, "case_sensitive": body.case_sensitive}

    def body_problems(self, body: ShortAnswerBody) -> Iterator[Problem]:
        gets = [(body.match(one.text.replace("\\*", "*")) or one).fraction for one in body.accepted]
        yield from accepted_problems([one.fraction for one in body.accepted], gets)
        earned: dict[str, Decimal] = {}
        for place, one in enumerate(body.accepted):
            text = fold(one.text, case_sensitive=body.case_sensitive)
            if not text:
                yield Problem("accepted", _("Write a text here, or remove the item."), place)
            elif one.text in [other.text for other in body.accepted[:place]]:
                yield Problem("accepted", _("This answer is there twice."), place)
            elif earned.setdefault(text, one.fraction) != one.fraction:
                yield Problem("accepted", _("This answer stands above with another share of the mark."), place)

    def clean(self, question: QuestionDefinition, raw: Raw) -> str | None:
        text = one_line(one_value(raw))
        if len(text) > LONGEST:
            raise AnswerError(_("A short answer has at most %(limit)d characters.") % {"limit": LONGEST})
        return text or None

    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        return {"": [answer] if isinstance(answer, str) else []}

    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        return (Field(label=_("Your answer"), value="".join(raw.get("", [])[:1])),)

    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        match = question.body.match(answer)
        return match.fraction if match else Decimal(0)

    def guess_score(self, question: QuestionDefinition) -> Decimal | None:
        """Whatever is written fits a lone star."""
        return next((one.fraction for one in question.body.accepted if one.text.strip() == "*"), Decimal(0))

    def right_answer(self, question: QuestionDefinition) -> str:
        return question.body.best.text.replace("\\*", "*") if question.body.best else ""

    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        return one_line(answer) if isinstance(answer, str) else ""

    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterator[ReviewLine]:
        match, best = question.body.match(answer), question.body.best
        fraction = match.fraction if match else Decimal(0)
        if isinstance(answer, str):
            feedback = match.feedback if match else ""
            yield given_line(answer, fraction, show_answers=show_answers, feedback=feedback)
        if show_answers and best and fraction < 1 - CLOSE:
            yield missed_line(without_wildcards(best.text))


class AcceptedTextBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=gettext_lazy("Answer"),
        max_length=500,
        help_text=gettext_lazy(r"A star stands for any text: “hromad*”. Write \* for a real star."),
    )
    percent = fraction_block()
    feedback = said_feedback_block()

    class Meta:
        icon = "tick-inverse"
        label = gettext_lazy("Accepted answer")
        description = gettext_lazy("A text that earns the mark or a part of it")
        label_format = "{text}"


class ShortAnswerBlock(QuestionBlock):
    question_type = ShortAnswer()

    max_mark = mark_block()
    accepted = blocks.ListBlock(
        AcceptedTextBlock(),
        min_num=1,
        label=gettext_lazy("Accepted answers"),
        help_text=gettext_lazy(
            "Apostrophes, dashes, spaces, look-alike Latin letters and a full stop at the end make no difference. "
            "The first answer that fits counts."
        ),
    )
    case_sensitive = blocks.BooleanBlock(required=False, label=gettext_lazy("Capital letters matter"))

    class Meta:
        icon = ShortAnswer.icon
        label = ShortAnswer.label
        description = ShortAnswer.description
        group = WRITING
        preview_value = {
            "prompt": gettext_lazy("Who represents the residents of a starosta district?"),
            "accepted": [{"text": gettext_lazy("the starosta")}],
        }
