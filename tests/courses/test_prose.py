"""Text to Markdown and back: whatever the editor holds, a reader sees the same again."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.portable.body_text import timed_label, write_heading
from courses.portable.boxes import TIMED
from courses.portable.markdown import Markdown, cut_attributes
from courses.portable.prose import write_blocks, write_cell
from courses.portable.rich_text import Block, Items, Paragraph, Piece, read_html, tidy
from courses.portable.source import Notes

# Signs of Markdown, of our own lines and of HTML, and letters, spaces and signs of other kinds.
signs = st.sampled_from(
    ["*", "**", "_", "`", "[", "]", "(", ")", "<", ">", "&", "&amp;", "&#10;", "\\", "!", "![", "#", "-", "+", "=", "~"]
    + [
        "1.",
        "2)",
        ":::",
        "::: case A",
        "|",
        "---",
        "Table: ",
        "File: media/a.pdf",
        "<b>",
        "<!--",
        "https://a.b",
        "{#x}",
    ]
    + [" ", "  ", "\u00a0", "\u2009", "«", "»", "–", "’", "ї", "е́", "👩‍🌾", "a", "B", "1", "\t"]
)
words = st.lists(signs | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3), min_size=1, max_size=8)
text = words.map("".join).map(lambda value: re.sub("[ \t\n\r\f\v\u2028\u2029]+", " ", value))
links = st.sampled_from(
    ["", "", "", "https://a.b/c?d=1&copy=2", "https://a.b/(c)", "mailto:a@b.c", "lesson:M02", "#a b"]
)
pieces = st.builds(Piece, text=text, bold=st.booleans(), italic=st.booleans(), link=links) | st.just(Piece("\n"))
runs = st.lists(pieces, min_size=1, max_size=6).map(tidy).filter(lambda run: any(piece.text.strip() for piece in run))
paragraphs = st.builds(Paragraph, pieces=runs, level=st.sampled_from([0, 0, 3, 4]))
plain_paragraphs = st.builds(Paragraph, pieces=runs)


def lists(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    items = st.lists(st.lists(inner, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
    return st.builds(Items, is_ordered=st.booleans(), items=items.filter(any))


blocks = st.lists(paragraphs | st.recursive(plain_paragraphs, lists, max_leaves=6), min_size=1, max_size=4).map(tuple)


def read(markdown: str) -> tuple[tuple[Block, ...], list[str]]:
    notes = Notes("a.md")
    reader = Markdown(markdown, 1, notes, boxes=["case"])
    html = reader.html(reader.root.children, headings=True)
    return read_html(html)[0], [problem.message for problem in notes.problems]


def seen(pieces: tuple[Piece, ...]) -> list[tuple]:
    """Each character with its look; what spaces look like is nobody's business."""
    return [
        (sign, None) if sign.isspace() else (sign, (piece.bold, piece.italic, piece.link))
        for piece in pieces
        for sign in piece.text
    ]


def look(block: Block) -> object:
    if isinstance(block, Paragraph):
        return block.level, seen(block.pieces)
    return block.is_ordered, [[look(inner) for inner in item] for item in block.items]


@settings(max_examples=400)
@given(blocks)
def test_every_text_looks_the_same_again(blocks):
    again, problems = read(write_blocks(blocks))
    assert problems == []
    assert [look(block) for block in again] == [look(block) for block in blocks]
    assert write_blocks(again) == write_blocks(blocks)


@settings(max_examples=200)
@given(st.lists(plain_paragraphs, max_size=3).map(tuple))
def test_every_cell_looks_the_same_again(blocks):
    reader = Markdown(f"| a | b |\n| --- | --- |\n| {write_cell(blocks)} | x |\n", 1, Notes("a.md"))
    cell = reader.root.children[0].children[1].children[0].children[0]
    again = read_html(reader.cell(cell))[0]
    joined = [look(block) for block in again]
    assert [sign for _level, signs in joined for sign in signs if not sign[0].isspace()] == [
        sign for block in blocks for sign in seen(block.pieces) if not sign[0].isspace()
    ]


@settings(max_examples=200)
@given(text.map(lambda value: " ".join(value.split())).filter(bool))
def test_every_title_is_read_again(title):
    reader = Markdown(f"## {write_heading(title)}", 1, Notes("a.md"))
    assert cut_attributes(reader.plain(reader.root.children[0]))[0] == title


@given(text.map(lambda value: " ".join(value.split())), st.none() | st.integers(1, 600))
def test_every_label_keeps_its_minutes(label, minutes):
    written, _id, said = cut_attributes(timed_label(label, minutes, "хв"))
    match = TIMED.match(written) if said is None else None
    assert ((match["label"], int(match["minutes"])) if match else (written, said or None)) == (label, minutes)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Рада <b>вирішує</b>.</p>", "Рада **вирішує**."),
        ("<p>а<b>«б»</b>в</p>", "&#1072;**«б»**&#1074;"),
        ("<p>2 * 3 = 6_000, [так]</p>", "2 \\* 3 = 6\\_000, \\[так\\]"),
        ("<ul><li>один<ol><li>два</li></ol></li></ul>", "- один\n  1. два"),
        ("<p>1. Не список</p>", "1\\. Не список"),
        ("<p></p><p> </p>", ""),
        ("<h3>Так</h3><p>a<br/>b</p>", "### Так\n\na\\\nb"),
    ],
)
def test_markdown_is_for_people_to_read(html, markdown):
    assert write_blocks(read_html(html)[0]) == markdown
