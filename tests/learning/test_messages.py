"""The words of the interface: the checker finds what is broken, and what is not."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.formats import date_format

from learning.wording import of_wagtail
from learning.wording.catalogues import collect, compile_catalogue, plural_rule, po_files, read
from learning.wording.faults import faults
from learning.wording.marked import Key, marked_texts
from quizzes.number_words import points

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

HELLO = _("Hello, %(name)s")
LEFT = ngettext("%(count)d page", "%(count)d pages", 3)
LIGHT = pgettext("of a lamp", "Light"), ("a" + _("long" " text"))
"""
PAGE = """{% load i18n %}
<p title="{{ _("Title")|title }}">{% translate "Read" context "done" %}</p>
{% include "x" with word=_("Word") %}
{% blocktranslate trimmed count n=pages %}
  {{ n }} line
{% plural %}
  {{ n }} lines
{% endblocktranslate %}
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: {rule}\\n"\n'


@pytest.fixture
def code(tmp_path) -> Path:
    """A tiny source tree with texts to translate."""
    for name, content in {"learning/words.py": CODE, "templates/page.html": PAGE}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content)
    return tmp_path


@pytest.fixture
def catalogue(code, settings) -> Path:
    """Its Ukrainian catalogue, without a fault."""
    po_file = code / "locale" / "uk" / "LC_MESSAGES" / "django.po"
    po_file.parent.mkdir(parents=True)
    settings.LOCALE_PATHS = [code / "locale"]
    po_file.write_text(HEADER.format(rule=plural_rule("uk")))
    collect(po_file, marked_texts(code))
    with_entries(po_file, translate)
    return po_file


def translate(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict.fromkeys(range(4), "сторінка %(count)d" if "count" in entry.msgid else "рядок %(n)s")
    else:
        entry.msgstr = "Вітаємо, %(name)s" if "%" in entry.msgid else "Слово"


def with_entries(po_file: Path, change) -> None:
    """The catalogue, each entry of it changed, compiled anew."""
    catalogue = read(po_file)
    for entry in catalogue:
        change(entry)
    catalogue.save()
    compile_catalogue(po_file)


def found(po_file: Path, code: Path) -> dict[str, str]:
    """Kind of fault → where it is."""
    return {fault.kind: fault.place for fault in faults(po_file, marked_texts(code), "django.po")}


def test_texts_are_found_in_code_and_templates(code):
    assert {(marked.key, marked.place) for marked in marked_texts(code)} == {
        (Key("", "Hello, %(name)s", ""), "learning/words.py:4"),
        (Key("", "%(count)d page", "%(count)d pages"), "learning/words.py:5"),
        (Key("of a lamp", "Light", ""), "learning/words.py:6"),
        (Key("", "long text", ""), "learning/words.py:6"),
        (Key("", "Title", ""), "templates/page.html:2"),
        (Key("done", "Read", ""), "templates/page.html:2"),
        (Key("", "Word", ""), "templates/page.html:3"),
        (Key("", "%(n)s line", "%(n)s lines"), "templates/page.html:4"),
    }


def test_a_sound_catalogue_has_no_faults(code, catalogue):
    assert found(catalogue, code) == {}


def test_a_missing_text_is_found_where_it_is_marked(code, catalogue):
    with (code / "learning" / "words.py").open("a") as words:
        words.write('NEW = _("New")\n')
    assert found(catalogue, code) == {"missing": "learning/words.py:7"}


def test_a_text_nobody_uses_is_found(code, catalogue):
    (code / "learning" / "words.py").write_text("")
    assert "no longer used" in found(catalogue, code)


def test_a_fuzzy_translation_is_found(code, catalogue):
    with_entries(catalogue, lambda entry: entry.msgid == "Word" and entry.flags.append("fuzzy"))
    assert set(found(catalogue, code)) == {"fuzzy"}


def test_an_empty_translation_is_found(code, catalogue):
    with_entries(catalogue, lambda entry: entry.msgid == "Word" and setattr(entry, "msgstr", ""))
    assert set(found(catalogue, code)) == {"untranslated"}


@pytest.mark.parametrize(("forms", "fault"), [({3: ""}, "untranslated"), ({}, "a plural form is missing")])
def test_a_missing_plural_form_is_found(code, catalogue, forms, fault):
    three = dict.fromkeys(range(3), "сторінка %(count)d")
    with_entries(catalogue, lambda entry: "page" in entry.msgid and setattr(entry, "msgstr_plural", {**three, **forms}))
    assert set(found(catalogue, code)) == {fault}


@pytest.mark.parametrize("text", ["Вітаємо", "Вітаємо, %(nam)s", "Вітаємо, %(name)d", "Вітаємо, %(name)s, 5 %"])
def test_another_placeholder_is_found(code, catalogue, text):
    with_entries(catalogue, lambda entry: "Hello" in entry.msgid and setattr(entry, "msgstr", text))
    assert set(found(catalogue, code)) == {"other placeholders"}


@pytest.mark.parametrize("text", ["об'єкт", 'слово "рада"', "“рада”", "Увага!", "объект", "так...", "рада — орган"])
def test_signs_that_ukrainian_does_not_use_are_found(code, catalogue, text):
    with_entries(catalogue, lambda entry: entry.msgid == "Word" and setattr(entry, "msgstr", text))
    assert set(found(catalogue, code)) == {"signs that Ukrainian does not use"}


def test_html_keeps_its_straight_quotes(code, catalogue):
    with_entries(catalogue, lambda entry: entry.msgid == "Word" and setattr(entry, "msgstr", '<a href="#">об’єкт</a>'))
    assert found(catalogue, code) == {}


def test_a_translation_that_is_not_compiled_is_found(code, catalogue):
    catalogue.write_text(catalogue.read_text().replace("Слово", "Слова"))
    assert set(found(catalogue, code)) == {"not compiled"}
    compile_catalogue(catalogue)
    assert found(catalogue, code) == {}


def test_another_plural_rule_than_djangos_is_found(code, catalogue):
    catalogue.write_text(catalogue.read_text().replace("Plural-Forms: nplurals=4", "Plural-Forms: nplurals=3"))
    assert "plural rule differs from Django's" in found(catalogue, code)


def test_collecting_again_keeps_the_translations(code, catalogue):
    before = catalogue.read_text()
    assert collect(catalogue, marked_texts(code)) == (0, 0)
    assert catalogue.read_text() == before


def test_the_command_names_file_and_line(code, catalogue, settings, capsys):
    settings.BASE_DIR = code
    with_entries(catalogue, lambda entry: entry.msgid == "Word" and setattr(entry, "msgstr", ""))
    with pytest.raises(CommandError, match="1 faults"):
        call_command("check_messages")
    assert "locale/uk/LC_MESSAGES/django.po:" in capsys.readouterr().out


def test_our_own_translations_have_no_faults(capsys):
    call_command("check_messages")
    assert {file.parts[-3] for file in po_files()} == {"uk"}


def test_a_catalogue_for_the_words_of_others_need_not_know_ours(code, catalogue, settings):
    settings.LOCALE_PATHS = [code / "ours", code / "locale"]
    (code / "learning" / "words.py").write_text("")
    assert found(catalogue, code) == {}


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 бал"), (2, "2 бали"), (5, "5 балів"), (11, "11 балів"), (21, "21 бал"), ("1.5", "1,5 бала")],
)
def test_numbers_take_the_right_ukrainian_form(number, words):
    with translation.override("uk"):
        assert points(Decimal(number)) == words


@pytest.mark.parametrize(("language", "words"), [("uk", "4 листопада 2026"), ("en", "4 November 2026")])
def test_a_date_is_a_part_of_a_sentence(language, words):
    with translation.override(language):
        assert date_format(date(2026, 11, 4)) == words
        assert date_format(date(2026, 11, 4), "j E Y") == words


def test_ours_stand_before_wagtails():
    with translation.override("uk"):
        said = [translation.gettext(text) for text in of_wagtail.TEXTS]
    assert not set(said) & set(of_wagtail.TEXTS) and "наживо" not in " ".join(said).lower()
