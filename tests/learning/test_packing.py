"""Kept pages leave as one gzip stream made of parts packed beforehand: it must be read as any other."""

import gzip

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from courses.models import LessonPage
from learning.packing import LONGEST_STORED, as_it_is, gzipped, printed

PARTS = st.lists(st.binary(max_size=300) | st.binary(max_size=300).map(printed))


@given(PARTS)
def test_what_is_packed_in_parts_is_unpacked_whole(parts):
    assert gzip.decompress(gzipped(parts)) == as_it_is(parts)


def test_long_parts_are_packed_too():
    parts = [printed(b"all readers" * 20_000), b"one reader" * 20_000]
    assert len(parts[1]) > LONGEST_STORED
    assert gzip.decompress(gzipped(parts)) == as_it_is(parts)


def test_what_all_readers_share_gets_smaller():
    part = printed("Слово до слова. ".encode() * 100)
    assert len(gzipped([part])) < len(part.raw) / 10


def test_a_lesson_is_the_same_packed_and_unpacked(course):
    url, client = LessonPage.objects.child_of(course).first().url, Client()
    plain, packed = client.get(url), client.get(url, HTTP_ACCEPT_ENCODING="gzip, br")
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert without_token(gzip.decompress(packed.content)) == without_token(plain.content)


def without_token(html: bytes) -> list[bytes]:
    return [line for line in html.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_other_pages_are_packed_as_well(course):
    response = Client().get(course.get_parent().url, HTTP_ACCEPT_ENCODING="gzip")
    assert response["Content-Encoding"] == "gzip"
