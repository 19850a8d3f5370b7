import pytest
from django.utils import translation

from home.addresses import in_language


@pytest.mark.parametrize("active", ["uk", "en"])
@pytest.mark.parametrize(
    ("url", "code", "expected"),
    [
        ("/kursy/", "en", "/en/kursy/"),
        ("/en/kursy/", "uk", "/kursy/"),
        ("/en/kursy/", "en", "/en/kursy/"),
        ("/", "en", "/en/"),
        ("/my/?a=1", "en", "/en/my/?a=1"),
        ("/cms/pages/", "en", "/cms/pages/"),
        ("http://example.org/kursy/", "en", "http://example.org/en/kursy/"),
    ],
)
def test_an_address_changes_its_language(active, url, code, expected):
    with translation.override(active):
        assert in_language(url, code) == expected
