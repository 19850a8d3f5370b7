import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import segno
from django.utils import translation

from learning.records.drawing import RecordText, clean, date_in_words, draw, facts, hours_in_words
from learning.records.names import missing_letters
from learning.records.qr import qr_path, qr_svg
from tests.learning.pdf_text import pdf_text

RECORD = RecordText(
    number="2026-000148",
    holder_name="Ґалаґан-Їжакевич Єлизавета Іларіонівна",
    holder_latin_name="Yelyzaveta Galagan-Yizhakevych",
    course_title="Основи місцевої демократії",
    outcomes=("подати електронну петицію", "прочитати бюджет громади"),
    hours=Decimal("2.5"),
    ects=Decimal("0.10"),
    percent=86,
    completed_on=date(2026, 3, 14),
    issued_on=date(2026, 3, 16),
    issuer="Донецький ресурсний центр",
    signatory="Іван Петренко",
    signatory_position="Директор",
    language="en",
    verify_url="https://academy.example.org/v/2026-000148/",
)


def printed(**changed) -> str:
    return pdf_text(draw(replace(RECORD, **changed))).replace("\u00a0", " ")


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n")


@pytest.mark.parametrize(
    "words",
    [
        "No. 2026-000148",
        "Ґалаґан-Їжакевич Єлизавета Іларіонівна",
        "Yelyzaveta Galagan-Yizhakevych",
        "Основи місцевої демократії",
        "прочитати бюджет громади",
        "86%",
        "2.5 hours",
        "14 March 2026",
        "Донецький ресурсний центр",
        "Іван Петренко",
        "academy.example.org/v/2026-000148",
    ],
)
def test_the_record_says(words):
    assert words in printed()


def test_the_same_text_gives_the_same_bytes():
    assert draw(RECORD) == draw(replace(RECORD))


def test_two_records_do_not_get_into_each_other():
    alice, bob = printed(holder_name="Alice"), printed(holder_name="Bob")
    assert "Bob" not in alice and "Alice" not in bob


def test_the_file_is_for_screen_readers_and_for_the_archive():
    pdf = draw(RECORD)
    assert b"<pdfuaid:part>1" in pdf and b"<pdfaid:conformance>A" in pdf
    assert b"/Lang(en)" in pdf


@pytest.mark.parametrize("trick", ['#read("/etc/passwd")', "*bold* $x^2$ <b> \\", '"}, {"', "#set page(fill: red)"])
def test_code_in_a_name_is_only_text(trick):
    assert trick in printed(holder_name=trick, course_title=trick, outcomes=(trick,))


def test_a_record_may_know_little():
    little = printed(outcomes=(), hours=None, ects=None, percent=None, issuer="", signatory="", holder_latin_name="")
    assert "Completed on" in little
    assert not [word for word in ("Result", "Workload", "ECTS", "outcomes", "None") if word in little]


def test_a_removed_name_is_said_to_be_removed():
    erased = printed(holder_name="")
    assert "(name removed at the holder's request)" in erased and "Yelyzaveta" not in erased


@pytest.mark.parametrize("name", ["Ярошенко-Мельниченко " * 7, "Ї" * 150, "Ім’я " * 30])
def test_the_longest_name_and_title_stay_on_one_page(name):
    outcomes = ("узяти участь у громадських слуханнях і домогтися врахування своїх пропозицій",) * 8
    pdf = draw(replace(RECORD, holder_name=name[:150], course_title=("Основи " * 40)[:255], outcomes=outcomes))
    assert pages(pdf) == 1
    assert clean(name[:150]) in pdf_text(pdf).replace("\u200b", "")


def test_a_letter_no_font_has_costs_the_promise_and_not_the_record():
    pdf = draw(replace(RECORD, course_title="Курс 中"))
    assert b"pdfuaid:part" not in pdf
    assert "2026-000148" in pdf_text(pdf)


def test_controls_and_line_breaks_do_not_reach_the_paper():
    assert clean(" два\r\nрядки\x00 \u202eтут\u200b ") == "два рядки тут"


def test_words_follow_the_language_of_the_record():
    with translation.override("uk"):
        assert "14 березня 2026" in date_in_words(date(2026, 3, 14))
        assert "2,5" in hours_in_words(Decimal("2.5"))
    with translation.override("en"):
        assert [hours_in_words(Decimal(count)) for count in ("1", "3.0", "2.5")] == ["1 hour", "3 hours", "2.5 hours"]


def test_nothing_done_is_still_a_result():
    assert [fact["value"] for fact in facts(replace(RECORD, percent=0, hours=None, ects=None))][0] == "0\u00a0%"


@pytest.mark.parametrize("name", ["Ґалаґан-Їжакевич Єлизавета", "Дем’яненко Дар'я", "Дарʼя", "Zoë O’Neil", ""])
def test_a_name_the_font_has(name):
    assert missing_letters(name) == ""
    assert missing_letters(unicodedata.normalize("NFD", name)) == ""


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("王 Олена 王", "王"),
        ("Олена 🌻", "🌻"),
        ("Оле\x00на\n", "\x00\n"),
        ("\u202eанелО", "\u202e"),
        ("Оле\u200bна\u00ad", "\u200b\u00ad"),
        ("О\u0301\u0301лена", "\u0301"),
    ],
)
def test_a_name_with_letters_the_font_lacks(name, missing):
    assert missing_letters(name) == missing


def test_the_qr_code_draws_every_module():
    side, path = qr_path(RECORD.verify_url)
    rows = segno.make_qr(RECORD.verify_url, error="m").matrix
    assert side == len(rows)
    assert painted(path, side) == [list(row) for row in rows]


def painted(path: str, side: int) -> list[list[int]]:
    grid = [[0] * side for _ in range(side)]
    for run in path.split("M")[1:]:
        x, rest = run.split(" ")
        y, length = rest.split(".5h")
        grid[int(y)][int(x) : int(x) + int(length)] = [1] * int(length)
    return grid


def test_the_qr_code_is_safe_inline_and_has_a_name():
    svg = qr_svg('https://example.org/"><script>')
    assert svg.startswith('<svg role="img" aria-label="')
    assert "script" not in svg and "style" not in svg
