"""One question element on its way to a definition: what its kind's reader needs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from quizzes.answer_number import NotANumber, parse_number
from quizzes.formats.identity import answer_ids, as_uuid
from quizzes.frozen import decimal_text, plain
from quizzes.question_types.choices import from_percent

from .extras import read_extras
from .texts import Texts
from .tree import Node, XmlFault

TRUE = frozenset({"true", "1", "yes"})


@dataclass(frozen=True, slots=True)
class Answer:
    """An `<answer>`: `fraction` is of the mark, −1..1; `text` is as it stands in the file."""

    node: Node
    fraction: Decimal
    text: str
    feedback: str


@dataclass(slots=True)
class Source:
    """The element, its id, its texts; `extras` are our own elements."""

    node: Node
    id: UUID
    texts: Texts
    extras: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.extras = read_extras(self.node)

    def notice(self, message: str, node: Node | None = None) -> None:
        self.texts.notice((node or self.node).line, message)

    def plain(self, node: Node | None, default: str = "") -> str:
        return self.texts.plain(node, default)

    def says(self, tag: str, default: str = "") -> bool:
        return self.node.value(tag, default).lower() in TRUE

    def answers(self, least: int = 0) -> list[Answer]:
        return [self._answer(node, least) for node in self.node.all("answer")]

    def _answer(self, node: Node, least: int) -> Answer:
        return Answer(node, fraction_of(node, least), node.said, self.plain(node.child("feedback")))

    def ids(self, texts: Sequence[str]) -> list[str]:
        """Those the file gives, or those that follow from the texts."""
        given = self.extras.get("choices", "").split()
        is_usable = len(given) == len(texts) == len(set(given)) and all(map(as_uuid, given))
        return given if is_usable else answer_ids(self.id, texts)


def fraction_of(answer: Node, least: int) -> Decimal:
    """Of percent; old files have an element for it, which is a fraction already."""
    old = answer.child("fraction")
    percent = number(old.said, answer) * 100 if old else number(answer.attributes.get("fraction", "") or "0", answer)
    if not 100 * least <= percent <= 100:
        message = _("The share of the mark “%(share)s” is out of range.")
        raise XmlFault(answer.line, message % {"share": decimal_text(percent)[:20]})
    return from_percent(percent, Decimal(0))


def number(text: str, node: Node) -> Decimal:
    try:
        return plain(parse_number(text))
    except NotANumber:
        raise XmlFault(node.line, _("“%(text)s” is not a number.") % {"text": text.strip()[:100]}) from None
