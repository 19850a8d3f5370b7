"""One sheet, a row a question, as XLSX or CSV, both ways. What stands in it: docs/spreadsheet.md.

Modules are imported where they are needed: openpyxl is big, and most of what runs reads no spreadsheet.
"""

from .reader import parse
from .writer import write_csv

__all__ = ["parse", "write_csv"]
