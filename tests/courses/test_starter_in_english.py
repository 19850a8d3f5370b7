"""The English starter files: English throughout, with every number, date, article and act of the original."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from courses.portable.reader import read_course

STARTER = settings.BASE_DIR / "courses" / "starter"
TRANSLATED = sorted(STARTER.glob("*/en/[0-9]*.*"))
ACT = re.compile(r"\d+к?/?\d*-(?:[IVX]+|ВР)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
CYRILLIC = re.compile(r"[а-яіїєґ]{3,}", re.IGNORECASE)
# Names that are given as they are, beside their meaning.
NAMES = ("СіверськСмартГромада", "Майстерня доброго врядування")


def name(path: Path) -> str:
    return path.stem + path.suffix


def original_of(path: Path) -> Path:
    (found,) = path.parent.parent.glob(f"{path.name[:2]}-*{path.suffix}")
    return found


def body_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.split("\n---\n", 1)[1] if path.suffix == ".md" else text


def test_the_first_course_is_translated_whole():
    course = read_course(STARTER / "osnovy-mistsevoi-demokratii")
    (english,) = course.translations
    assert [lesson.original for lesson in english.lessons] == [lesson.file for lesson in course.lessons]
    assert all(lesson.quiz and len(lesson.acts) == len(original.acts) for lesson, original in pairs(english, course))


def pairs(english, course):
    return zip(english.lessons, course.lessons, strict=True)


@pytest.mark.parametrize("file", TRANSLATED, ids=name)
def test_every_act_and_number_of_the_original_is_there(file):
    for pattern in (ACT, NUMBER):
        theirs, ours = (Counter(pattern.findall(body_of(each))) for each in (original_of(file), file))
        assert ours == theirs


@pytest.mark.parametrize("file", TRANSLATED, ids=name)
def test_a_translation_is_english_and_does_not_shout(file):
    text = body_of(file)
    for given in NAMES:
        text = text.replace(given, "")
    assert not CYRILLIC.findall(text)
    assert "!" not in text


@pytest.mark.parametrize("file", [file for file in TRANSLATED if file.suffix == ".md"], ids=name)
def test_a_community_is_named_as_it_is_called_in_ukraine_where_it_first_appears(file):
    assert "hromada" in body_of(file).split("\n## ")[1]
