"""Pictures in the HTML of questions: what stays, how it is spelt, what is said instead."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text.rewriters import extract_attrs

from quizzes.picture_tags import embed, has_tag, in_words, is_undescribed, pictures, without_pictures
from quizzes.prompts import split_prompt
from quizzes.question_types.block import RICH_TEXT
from quizzes.sanitize import clean_html

from .samples import single, type_of
from .test_sanitize import ALLOWED, TAG

PICTURE = '<embed alt="A map" embedtype="image" format="fullwidth" id="7"/>'
FILE = '<img alt="A map" src="@@PLUGINFILE@@/a%20map.png">'

pieces = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<ul><li>", "</li></ul>", "<br>", "text", "&nbsp;", "<embed", "/>", ">", "<", '"',
     PICTURE, FILE, '<embed embedtype="image" id="7">', '<embed embedtype="media" url="https://x">',
     '<embed embedtype="image" id="7" onload="x()" alt=\'say "hi" > & <\'>', '<img src="https://x/y.png">',
     '<img src="@@PLUGINFILE@@/a.png" alt="" role="presentation">', '<img src="@@PLUGINFILE@@/a.png" onerror=x>']
)  # fmt: skip
soups = st.lists(pieces | st.text(max_size=4), max_size=14).map("".join)
EMBED = re.compile(r'<embed (?:alt="[^"<>]*" )?embedtype="image" format="fullwidth" id="[1-9]\d*"/>')
IMG = re.compile(r'<img (?:alt="[^"<>]*" )?src="@@PLUGINFILE@@/[^"<>]+"(?: role="presentation")?>')


@given(soups)
def test_an_editors_prompt_keeps_pictures_of_this_site_in_one_spelling(soup):
    cleaned = clean_html(soup, "pictured")
    assert all(ALLOWED.fullmatch(tag) or EMBED.fullmatch(tag) for tag in TAG.findall(cleaned))
    assert clean_html(cleaned, "pictured") == cleaned


@given(soups)
def test_a_files_prompt_keeps_pictures_of_the_file_alone(soup):
    cleaned = clean_html(soup, "imported")
    assert all(ALLOWED.fullmatch(tag) or IMG.fullmatch(tag) for tag in TAG.findall(cleaned))
    assert clean_html(cleaned, "imported") == cleaned


@given(soups)
def test_what_comes_from_elsewhere_names_no_picture_of_this_site(soup):
    assert not has_tag(clean_html(soup))
    assert "<embed" not in clean_html(soup, "imported")


@pytest.mark.parametrize("alt", ["", "A map", 'say "hi" > & <', "it's 5 > 4 &amp; more", "’ї"])
def test_wagtail_reads_the_alternative_text_back(alt):
    assert extract_attrs(clean_html(embed(7, alt), "pictured"))["alt"] == alt


@pytest.mark.parametrize(
    "html", [f"<p>Who?</p>{PICTURE}", f"{PICTURE}<p>Who?</p>", PICTURE.replace('alt="A map" ', "")]
)
def test_opening_and_saving_in_the_editor_changes_nothing(html, db):
    converter = ContentstateConverter(features=RICH_TEXT)
    saved = converter.to_database_format(converter.from_database_format(html))
    assert clean_html(saved, "pictured") == html


@pytest.mark.parametrize(
    ("html", "split"),
    [
        (f"<p>Who is {PICTURE} it?</p>", f"<p>Who is</p>{PICTURE}<p>it?</p>"),
        (f"<p>{PICTURE}</p><p>Who?</p>", f"{PICTURE}<p>Who?</p>"),
        (f"<p><b>Who {PICTURE} is</b> it?</p>", f"<p><b>Who </b></p>{PICTURE}<p><b> is</b> it?</p>"),
        (f"<p>{PICTURE}<br>{PICTURE}&nbsp;</p>", f"{PICTURE}{PICTURE}"),
    ],
)
def test_pictures_stand_between_paragraphs_as_the_editor_puts_them(html, split):
    assert clean_html(html, "pictured") == split


def test_a_prompt_may_be_a_picture_alone():
    assert clean_html(f"<p>{PICTURE}</p>", "pictured") == PICTURE
    assert single(prompt=PICTURE).label == "A map"


def test_a_legend_is_words_and_the_pictures_follow():
    assert split_prompt(f"{PICTURE}<p>Who?</p><p>Say.</p>") == ("Who?", f"{PICTURE}<p>Say.</p>")
    assert split_prompt(PICTURE) == ("", PICTURE)
    assert split_prompt(f"Who?{PICTURE}") == ("Who?", PICTURE)


def test_a_picture_is_known_by_what_it_shows_or_left_out():
    assert in_words(f"<p>Who?</p>{embed(7, '<5 & 6>')}") == "<p>Who?</p>&lt;5 &amp; 6&gt;"
    assert without_pictures(f"<p>Who?</p>{PICTURE}{FILE}") == "<p>Who?</p>"


def test_an_editor_must_say_what_a_picture_shows_or_that_it_decorates():
    bare, decoration = PICTURE.replace('alt="A map" ', ""), PICTURE.replace("A map", "")
    assert is_undescribed(bare) and not is_undescribed(PICTURE + decoration)
    question = single(prompt=f"<p>Who?</p>{bare}", feedback=f"<p>So.</p>{bare}")
    assert [problem.field for problem in type_of(question).problems(question)] == ["prompt", "feedback"]


def test_other_pictures_of_a_page_are_none_of_ours():
    assert list(pictures('<img src="/media/logo.png" alt="x">')) == []
