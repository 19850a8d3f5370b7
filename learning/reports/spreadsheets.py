"""Spreadsheets that leave the admin: no formulas, local dates, rows streamed, each export logged."""

import csv
import datetime
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin
from wagtail.log_actions import log

from quizzes.formats.spreadsheet.formulas import is_formula

# XLSX is XML, and XML has no place for these.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
BOM = b"\xef\xbb\xbf"
CHUNK = 2000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate, and without control characters."""
    text = CONTROL.sub("", text)
    return f"'{text}" if is_formula(text) else text


def neutralise_exports() -> None:
    """Every export of Wagtail's admin, its own too: all of them make their cells in this one method."""
    make_value: Callable[..., Any] = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        value = make_value(self, field, value, export_format)
        return harmless(value) if isinstance(value, str) else value

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value


def local_naive(value: datetime.datetime) -> datetime.datetime:
    """The academy's time, whatever the reader's admin is set to: a file is read by others too."""
    return timezone.make_naive(value, timezone.get_default_timezone()).replace(microsecond=0)


def local_text(value: datetime.datetime) -> str:
    return local_naive(value).isoformat(" ", "minutes")


def delimiter() -> str:
    """Excel splits by the list separator of the reader's country; in Ukraine that is the semicolon."""
    return ";" if get_language() == "uk" else ","


class StreamedExport:
    """For a ReportView. Subclasses name the report and make each row with `to_row_dict`.

    A CSV is sent after the admin's language was put back, so words in rows come from `words`, said before the first.
    """

    report_name = ""
    custom_value_preprocess: ClassVar[dict] = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        datetime.datetime: {"csv": local_text, "xlsx": local_naive},
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            return self.as_spreadsheet(self.get_filtered_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponseBase:
        log_export(self.request, self.report_name, spreadsheet_format, queryset.count())
        self.words  # noqa: B018 - said now, in the language of the page
        return super().as_spreadsheet(queryset, spreadsheet_format)

    @cached_property
    def words(self) -> dict[str, str]:
        return self.get_words()

    def get_words(self) -> dict[str, str]:
        return {}

    def get_filename(self) -> str:
        return f"{self.report_name}-{timezone.localdate().isoformat()}"

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=delimiter())
        head = BOM + writer.writerow({field: self.get_heading(queryset, field) for field in self.list_export})
        return self.csv_lines(head, writer, queryset.iterator(chunk_size=CHUNK))

    def csv_lines(self, head: bytes, writer: csv.DictWriter, items: Iterable[Any]) -> Iterator[bytes]:
        yield head
        for item in items:
            yield self.write_csv_row(writer, self.to_row_dict(item))

    def write_xlsx_response(self, queryset: QuerySet) -> FileResponse:
        output = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        self.write_xlsx(queryset.iterator(chunk_size=CHUNK), output)
        output.seek(0)
        return FileResponse(output, as_attachment=True, content_type=XLSX_TYPE, filename=f"{self.get_filename()}.xlsx")

    def write_csv_response(self, queryset: QuerySet) -> HttpResponseBase:
        response = super().write_csv_response(queryset)
        response["Content-Type"] = "text/csv; charset=utf-8"
        return response


def log_export(request: HttpRequest, report: str, spreadsheet_format: str, rows: int) -> None:
    """Who took which learners' data out, when. What was typed in the search is a name: only that there was one."""
    wish = {key: value for key, value in request.GET.items() if value and key not in ("q", "export", "p")}
    data = {"report": report, "format": spreadsheet_format, "rows": rows, "filters": wish}
    log(request.user, "learning.export", user=request.user, data={**data, "searched": bool(request.GET.get("q"))})
