"""What a spreadsheet must not take for a formula, and what it cannot hold."""

import pytest
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from learning.reports.spreadsheets import harmless, local_text


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
def test_no_text_begins_like_a_formula(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("hidden", [" ", "\u00a0", "\u200b", "\ufeff", "\x0b", "\x1f"])
def test_a_formula_behind_something_invisible_is_found(hidden):
    assert harmless(f"{hidden}=1+1").startswith("'")


@pytest.mark.parametrize("text", ["", "Коваль Аліса", "2026-000148", "a=b", "1 + 1", "O’Neill", "'quoted'"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


@pytest.mark.parametrize("spreadsheet_format", ["csv", "xlsx"])
def test_wagtails_own_exports_are_neutralised_too(spreadsheet_format):
    export = SpreadsheetExportMixin()
    assert export.preprocess_field_value("title", "=1+1", spreadsheet_format) == "'=1+1"
    assert export.preprocess_field_value("tags", ["@x", "y"], spreadsheet_format) == "'@x, y"
    assert export.preprocess_field_value("count", -1, spreadsheet_format) == -1


def test_dates_are_told_in_the_time_of_the_academy():
    noon = timezone.datetime(2026, 1, 1, 12, 0, 30, tzinfo=timezone.get_fixed_timezone(0))
    assert local_text(noon) == "2026-01-01 14:00"
