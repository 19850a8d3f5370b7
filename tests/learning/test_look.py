from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from learning.templatetags.look import comma, glue, icon, nbsp, percent

SPACE = "\u00a0"
JOIN = "\u2060"


def shown(text: str) -> str:
    """No-break spaces as ~ and word joiners as ^, so that a test can be read."""
    return text.replace(SPACE, "~").replace(JOIN, "^")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Хто в громаді і де ваш голос", "Хто в~громаді і~де~ваш голос"),
        ("У ради є голова", "У~ради є~голова"),
        ("«у раді»", "«у~раді»"),
        ("будь-що не так", "будь^-^що не~так"),
        ("що-ж бути", "що^-^ж бути"),
        ("з’їзд об’єднань", "з’їзд об’єднань"),
        ("The way of a town", "The way of a town"),
    ],
)
def test_short_ukrainian_words_stay_with_the_next_word(typed, expected):
    assert shown(glue(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Рада – це люди", "Рада~– це~люди"),
        ("70 % за 45 хв", "70~% за~45~хв"),
        ("14 березня 2026", "14~березня 2026"),
        ("10 000 грн", "10~000~грн"),
        ("Закон № 280/97-ВР, ст. 6", "Закон №~280/97^-^ВР, ст.~6"),
        ("Law No. 280/97-ВР, Art. 6", "Law No.~280/97^-^ВР, Art.~6"),
        ("26 депутатів", "26 депутатів"),
    ],
)
def test_dashes_units_and_numbers_stay_together(typed, expected):
    assert shown(glue(typed)) == expected


def test_a_range_is_one_word():
    assert shown(glue("40–60 хвилин, ст. 140–143")) == "40^–^60 хвилин, ст.~140^–^143"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("може будь-хто", "може будь^-^хто"),
        ("По-перше, е-демократія", "По^-^перше, е^-^демократія"),
        ("скажи-но", "скажи^-^но"),
        ("Нечуй-Левицька, смарт-громада", "Нечуй-Левицька, смарт-громада"),
        ("2026-000001, e-mail", "2026-000001, e-mail"),
    ],
)
def test_a_short_part_does_not_leave_its_hyphenated_word(typed, expected):
    assert shown(glue(typed)) == expected


@given(st.text(alphabet="аіувз-–—№0123456789 %хвст.<>\"'=/abp&;" + SPACE + JOIN))
def test_a_second_pass_changes_nothing(text):
    assert glue(glue(text)) == glue(text)
    assert nbsp(nbsp(SafeString(text))) == nbsp(SafeString(text))


@given(st.text(alphabet="аі в<>\"'=/abp –1%"))
def test_only_spaces_change(text):
    def bare(value):
        return value.replace(SPACE, " ").replace(JOIN, "")

    assert bare(nbsp(SafeString(text))) == text


def test_tags_and_attributes_stay_as_they_are():
    html = SafeString('<a title="в раді – 5 хв" href="/a b/?x=1–2">Я в раді</a> і <b>тут</b>')
    assert shown(nbsp(html)) == '<a title="в раді – 5 хв" href="/a b/?x=1–2">Я~в~раді</a> і~<b>тут</b>'


def test_a_bigger_sign_inside_an_attribute_does_not_end_the_tag():
    html = SafeString('<img alt="5 > 3 в раді" src="/x">в раді')
    assert shown(nbsp(html)) == '<img alt="5 > 3 в раді" src="/x">в~раді'


def test_verbatim_elements_stay_as_typed():
    assert nbsp(SafeString("<pre>в раді 5 %</pre>")) == "<pre>в раді 5 %</pre>"


def test_plain_text_is_still_escaped():
    rendered = Template("{{ text|nbsp }}").render(Context({"text": "<b>в раді</b>"}))
    assert shown(rendered) == "&lt;b&gt;в~раді&lt;/b&gt;"


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        ("1", "100~%"),
        ("0.7743", "77~%"),
        ("0.6999", "69~%"),
        ("0.9999999", "100~%"),
        ("0", "0~%"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_percent_never_claims_more_than_was_reached(fraction, expected):
    assert shown(percent(Decimal(fraction) if fraction else fraction)) == expected


@pytest.mark.parametrize(("language", "expected"), [("uk", "5,42"), ("en", "5.42")])
def test_the_decimal_comma_follows_the_language(language, expected):
    with translation.override(language):
        assert comma(Decimal("5.4200000")) == expected


def test_idle_zeros_are_dropped():
    with translation.override("uk"):
        assert (comma(Decimal("10.00")), comma(Decimal("0.50")), comma(None)) == ("10", "0,5", "")


def test_an_icon_is_silent_for_screen_readers():
    assert icon("check") == '<svg class="icon" aria-hidden="true"><use href="/static/look/icons.svg#check"/></svg>'


def marked(path: str, **context: str) -> str:
    """How «My learning» is marked in the navigation of the page at `path`."""
    context = {"request": RequestFactory().get(path), **context}
    return Template('{% here "/my/" %}').render(Context(context)).strip()


def test_the_navigation_marks_this_page_and_the_part_it_is_in():
    assert marked("/my/") == 'aria-current="page"'
    assert marked("/my/join/") == 'aria-current="true"'
    assert marked("/kursy/") == ""


def test_a_page_may_say_itself_which_part_it_is_in():
    assert marked("/learn/enrolments/1/finish/", part="/my/") == 'aria-current="true"'
    assert marked("/my/delete/", part="/my/profile/") == ""
