"""Drawings: words to blocks and back, and what a reader gets, with and without eyes."""

import pytest
from django.core.exceptions import ValidationError

from courses.blocks import LessonBody
from courses.drawings import DrawingBlock
from courses.months import months_named
from courses.portable.drawings import write_drawing
from courses.portable.identity import NAMESPACE
from courses.portable.sections import read_sections
from courses.portable.source import Notes

WAY = """::: drawing way The way of a decision
1. **The draft is published**
   10 working days before
2. The council votes
:::"""
YEAR = """::: drawing calendar A year of the budget
1. November – January
   people hand in projects
2. March
   everybody votes
:::"""


def read(box: str) -> tuple[dict, list[str]]:
    """(the block's value, what was complained about)."""
    notes = Notes("01-a.md")
    (section,), _references = read_sections(f"## Section\n\nText.\n\n{box}\n", 1, notes, NAMESPACE)
    drawings = [block.value for block in section.blocks if block.type == "drawing"]
    return (drawings[0] if drawings else {}), [str(problem) for problem in notes.problems]


def drawn(box: str) -> str:
    block = DrawingBlock()
    value = block.to_python(read(box)[0])
    return block.render(value, {"id": "d"}).replace("\N{NO-BREAK SPACE}", " ")


def test_words_become_a_drawing():
    value, problems = read(WAY)
    assert not problems
    assert (value["kind"], value["title"]) == ("way", "The way of a decision")
    assert [item["value"] for item in value["items"]] == [
        {"label": "The draft is published", "note": "10 working days before", "here": True},
        {"label": "The council votes", "note": "", "here": False},
    ]


HARD = [r"votes \*for\* \[all\]", "says&#160;", r"votes at § 5 {a} {}", r"& \&lt;&#32;&#160;"]


@pytest.mark.parametrize("box", [WAY, YEAR, *(WAY.replace("votes", text) for text in HARD)])
def test_a_drawing_written_and_read_again_is_the_same(box):
    value, _ = read(box)
    assert write_drawing(value) == box
    assert read(write_drawing(value))[0] == value


def test_the_same_words_give_the_same_ids_and_each_item_has_one():
    ids = [item["id"] for item in read(WAY)[0]["items"]]
    assert ids == [item["id"] for item in read(WAY)[0]["items"]]
    assert len(set(ids)) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("drawing way The", "drawing cloud The", "01-a.md:5: Say what is drawn"),
        ("drawing way The way of a decision", "drawing way", "01-a.md:5: A drawing needs a title"),
        ("2. The council votes\n", "", "01-a.md:5: A drawing holds one list of 2 to 12 items."),
        ("The council votes", "[The council](https://rada.example) votes", "01-a.md:8: A drawing holds plain words"),
        ("The council votes", "x" * 121, "01-a.md:8: The first line has at most 120 characters"),
    ],
)
def test_a_fault_is_named_with_its_line(old, new, said):
    _, problems = read(WAY.replace(old, new))
    assert said in "\n".join(problems)


def test_a_line_of_a_calendar_names_a_month():
    assert "01-a.md:8: A calendar’s line begins with a month" in "\n".join(read(YEAR.replace("March", "Soon"))[1])


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Січень", [1]),
        ("лютий–квітень", [2, 3, 4]),
        ("Листопад – січень", [1, 11, 12]),
        ("1–15 червня", [6]),
        ("до 25 грудня", [12]),
        ("липень, серпень", [7, 8]),
        ("March and May", [3, 5]),
        ("скоро", []),
    ],
)
def test_months_are_known_by_their_names(text, months):
    assert months_named(text) == months


def test_an_editor_is_told_which_line_of_a_calendar_has_no_month(db):
    body = LessonBody()
    value = read(YEAR)[0]
    value["items"][1]["value"]["label"] = "Soon"
    raw = [{"type": "section", "value": {"title": "S", "content": [{"type": "drawing", "value": value}]}}]
    with pytest.raises(ValidationError):
        body.clean(body.to_python(raw))


def test_what_is_drawn_is_a_list_that_can_be_read_aloud():
    html = drawn(WAY)
    assert html.count("<li") == 2
    assert html.index("The draft is published") < html.index("10 working days before") < html.index("The council votes")
    assert 'aria-labelledby="drawing-d"' in html
    assert "style=" not in html


def test_a_calendar_draws_each_stretch_of_months_and_says_it_in_words():
    html = drawn(YEAR)
    assert html.count('class="span"') == 3  # November and December, January, March
    assert html.count('aria-hidden="true"') == html.count("<svg")
    assert "November – January" in html


def test_a_drawing_is_light():
    assert len(drawn(WAY).encode()) < 700
    assert len(drawn(YEAR).encode()) < 2000
