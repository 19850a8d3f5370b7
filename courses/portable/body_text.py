"""The body of a lesson to Markdown: sections, and a writer for each kind of block in them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from courses.checks import frozen_question
from quizzes.definitions import QuestionDefinition
from quizzes.formats import gift

from . import identity
from .boxes import TIMED
from .drawings import write_drawing
from .inline import write_text, write_title
from .markdown import cut_attributes, with_attributes
from .outgoing import Outgoing
from .prose import unclosed, write_blocks, write_cell
from .questions import thawed
from .rich_text import Block, read_html

QUESTION_ID = re.compile(r"^// id [0-9a-f-]{36}(?:; )?", re.MULTILINE)
ANSWER_IDS = re.compile(r"\[choices:[^\]]*\] ?")
EMPTY_COMMENT = re.compile(r"^// ?\n", re.MULTILINE)
MINUTES_WORD = {"uk": "хв"}


@dataclass(frozen=True, slots=True)
class BodyWriter:
    """Writes one lesson. `namespace` is the lesson's key, which its ids are made of. A translation says no ids: it has
    those of the original.
    """

    outgoing: Outgoing
    namespace: UUID
    language: str
    says_ids: bool = True

    def blocks(self, html: str) -> tuple[Block, ...]:
        blocks, losses = read_html(html or "", self.outgoing.address)
        for tag in dict.fromkeys(losses):
            self.outgoing.lose(_("What <%s> was for cannot be written; the text in it stays.") % tag)
        return blocks

    def prose(self, html: str) -> str:
        return write_blocks(self.blocks(html))

    def body(self, body: StreamValue) -> str:
        raw = body.get_prep_value()
        names = [("section", part["value"]["title"]) for part in raw]
        ids = self.said_ids(names, [part["id"] for part in raw], self.namespace)
        return "\n\n".join(
            self.section(title=part.value["title"], said_id=said, id=data["id"], content=part.value["content"])
            for part, data, said in zip(body, raw, ids, strict=True)
        )

    def section(self, *, title: str, said_id: str, id: str, content: StreamValue) -> str:
        """Two texts that follow each other are one in Markdown; they look the same."""
        parts = [f"## {write_heading(title, said_id)}"]
        blocks = list(_joined(content.get_prep_value()))
        said = self.check_ids(content, UUID(id))
        for type, value, place in blocks:
            bound = content[place].value if place is not None else None
            written = WRITERS[type](self, value, bound, said.get(place, ""))
            parts += [written] if written else []
        return "\n\n".join(parts)

    def check_ids(self, content: StreamValue, namespace: UUID) -> dict[int | None, str]:
        """The ids of check boxes that an import would not find by itself. Nothing remembers other blocks."""
        checks = [(place, block) for place, block in enumerate(content) if block.block_type == "check"]
        questions = [frozen_question(block.value) for _place, block in checks]
        names = [("check", identity.said([thawed(question)] if question else [])) for question in questions]
        ids = self.said_ids(names, [block.id for _place, block in checks], namespace)
        return {place: id for (place, _block), id in zip(checks, ids, strict=True)}

    def said_ids(self, names: Sequence[identity.Name], ids: Sequence[str], namespace: UUID) -> Sequence[str]:
        return identity.said_ids(names, ids, namespace) if self.says_ids else [""] * len(ids)


def _joined(content: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any, int | None]]:
    """(type, raw value, place) of the blocks, texts in a row as one, which has no place."""
    texts: list[str] = []
    for place, block in enumerate(content):
        if block["type"] == "text":
            texts.append(block["value"])
            continue
        if texts:
            yield "text", "".join(texts), None
        texts = []
        yield block["type"], block["value"], place
    if texts:
        yield "text", "".join(texts), None


def write_heading(title: str, id: str = "") -> str:
    return unclosed(with_attributes(write_text(title), id))


def box(name: str, label: str, text: str) -> str:
    return "\n".join([f"::: {name} {label}".rstrip(" "), *([text] if text else []), ":::"])


def write_picture(writer: BodyWriter, value: dict, bound: Any, id: str) -> str:
    address = writer.outgoing.media("image", value["image"])
    if not address:
        return ""
    caption = f" {write_title(value['caption'])}" if value["caption"] else ""
    return f"![{write_text(value['alt'], line_break=' ')}]({address}{caption})"


def write_video(writer: BodyWriter, value: dict, bound: Any, id: str) -> str:
    transcript = writer.prose(value["transcript"])
    text = f"{value['link']}\n\n{transcript}" if transcript else value["link"]
    return box("video", with_attributes(value["title"]), text)


def write_table(writer: BodyWriter, value: dict, bound: Any, id: str) -> str:
    types = [column["type"] for column in value["columns"]]
    headings = [write_text(column["heading"]).replace("|", "\\|") for column in value["columns"]]
    rows = [[_cell(writer, *both) for both in zip(types, row["values"], strict=True)] for row in value["rows"]]
    lines = [_row(headings), _row(["---"] * len(headings)), *map(_row, rows)]
    return f"Table: {value['caption']}\n\n" + "\n".join(lines)


def _cell(writer: BodyWriter, type: str, value: str) -> str:
    return write_text(value or "").replace("|", "\\|") if type == "text" else write_cell(writer.blocks(value))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write_file(writer: BodyWriter, value: dict, bound: Any, id: str) -> str:
    address = writer.outgoing.media("document", value["document"])
    return box("file", with_attributes(value["label"] or ""), address) if address else ""


def write_callout(writer: BodyWriter, value: dict, bound: Any, id: str) -> str:
    name = "warning" if value["style"] == "warning" else "callout"
    return box(name, with_attributes(value["label"]), writer.prose(value["text"]))


def write_case(writer: BodyWriter, value: dict, bound: Any, id: str) -> str:
    return box("case", with_attributes(value["label"]), writer.prose(value["text"]))


def write_exercise(writer: BodyWriter, value: dict, bound: Any, id: str) -> str:
    parts = [writer.prose(value["text"])]
    if value["document"] and (address := writer.outgoing.media("document", value["document"])):
        parts.append(f"File: {address}")
    label = timed_label(value["label"], value["minutes"], MINUTES_WORD.get(writer.language, "min"))
    return box("exercise", label, "\n\n".join(filter(None, parts)))


def timed_label(label: str, minutes: int | None, word: str) -> str:
    """`Exercise, 15 min`; in braces where that would be read as something else."""
    timed = f"{label}, {minutes} {word}"
    match = TIMED.match(timed)
    if minutes and match and match["label"] == label and cut_attributes(timed)[0] == timed:
        return timed
    looks_timed = bool(TIMED.match(label))
    return with_attributes(label, minutes=minutes or (0 if looks_timed else None))


def write_check(writer: BodyWriter, value: list, bound: Any, id: str) -> str:
    question = frozen_question(bound)
    if question is None:
        writer.outgoing.lose(_("A check box without a question was left out."))
        return ""
    for loss in gift.losses([question]):
        writer.outgoing.lose(loss.message)
    text = check_text(question, writer.namespace) if writer.says_ids else without_ids(gift.write([question]))
    return box("check", with_attributes("", id).strip(), text.rstrip("\n"))


def check_text(question: QuestionDefinition, namespace: UUID) -> str:
    """A question in GIFT, with no more ids than needed to read the same again."""
    text = gift.write([question])
    bare = without_ids(text)
    asked = bare.partition("{")[0].strip()
    return bare if gift.parse(bare, namespace=uuid5(namespace, asked)).definitions == (question,) else text


def without_ids(text: str) -> str:
    """Questions in GIFT without the ids in their comments."""
    lines = [ANSWER_IDS.sub("", line) if line.startswith("//") else line for line in text.split("\n")]
    return EMPTY_COMMENT.sub("", QUESTION_ID.sub("// ", "\n".join(lines)))


def write_drawn(writer: BodyWriter, value: dict, bound: Any, id: str) -> str:
    return write_drawing(value)


def write_prose(writer: BodyWriter, value: str, bound: Any, id: str) -> str:
    return writer.prose(value)


# Block type -> what writes it: (writer, raw value, the value of the block, the id to say) to Markdown.
WRITERS: dict[str, Callable[[BodyWriter, Any, Any, str], str]] = {
    "text": write_prose,
    "picture": write_picture,
    "video": write_video,
    "table": write_table,
    "file": write_file,
    "callout": write_callout,
    "case": write_case,
    "exercise": write_exercise,
    "check": write_check,
    "drawing": write_drawn,
}
