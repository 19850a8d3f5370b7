import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.sanitize import clean_html, plain_text, typed_text

pieces = st.sampled_from(
    ["<script>alert(1)</script>", "<script", "</", "<b>", "</b>", "<p onclick=x()>", "<", ">", "&", "&lt;", "&amp;lt;",
     "<img src=x onerror=y>", "<style>a{}</style>", "<!--", "-->", "<a href='javascript:z()'>", "text", '"', "'", "\n",
     "<svg/onload=q>", "<math><mtext>", "]]>", "<![CDATA["]
)  # fmt: skip
soups = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join)
TAG = re.compile(r"<[^>]*>")
ALLOWED = re.compile(r"</?(?:b|br|code|em|i|li|ol|p|pre|strong|sub|sup|ul)>")


@given(soups)
def test_only_allowed_tags_without_attributes_survive(soup):
    assert all(ALLOWED.fullmatch(tag) for tag in TAG.findall(clean_html(soup)))


@given(soups)
def test_cleaning_html_twice_changes_nothing(soup):
    assert clean_html(clean_html(soup)) == clean_html(soup)


@given(soups)
def test_typed_text_holds_no_tags_and_cleaning_it_twice_changes_nothing(soup):
    once = typed_text(soup)
    assert not re.search(r"<[a-zA-Z/!?][^>]*>", once)
    assert typed_text(once) == once


@pytest.mark.parametrize(
    "text", ["2 < 3 & 4 > 1", "Закон № 280/97-ВР", "AT&T", "&lt;b&gt; and &amp;", "рядок\nрядок", "a&b;"]
)
def test_what_people_type_stays_as_typed(text):
    assert typed_text(text) == text


def test_scripts_and_styles_go_with_their_text():
    assert clean_html("<p>Hi<script>alert(1)</script><style>p{}</style></p>") == "<p>Hi</p>"
    assert typed_text("Hi <script>alert(1)</script>there") == "Hi there"


def test_html_without_text_is_nothing():
    assert clean_html('<p data-block-key="x"></p>') == ""


def test_html_becomes_text():
    assert plain_text("<p>Рада&nbsp;&amp; голова &lt;</p>") == "Рада\u00a0& голова <"


@pytest.mark.parametrize("text", ["<" * 20_000, "<b>" * 6_000, "<a " * 6_000, "&" * 20_000, "</" * 10_000])
def test_hostile_text_of_the_greatest_length_leaves_no_tag(text):
    assert not TAG.search(typed_text(text))
