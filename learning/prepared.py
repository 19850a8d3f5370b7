"""Queries that Django compiles once, for the pages people open most.

Writing SQL from a queryset costs Django ten times what running it does, and gives the same text each time. So a page's
queries are written once, with slots where values come, and only run after that.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Slot(Expression):
    """Stands in a queryset for a value that comes when it runs, of the kind the field keeps."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list["Slot"]]:
        return "%s", [self]


class Prepared:
    """A `values_list` queryset with slots. `rows` gives what iterating over it would: one query, nothing kept."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self.build = build

    def rows(self, **values: Any) -> list[tuple]:
        sql, params, compiler, converters = self.statement
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.value(param, values) for param in params])
            found = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(found, converters)]

    def first(self, **values: Any) -> tuple | None:
        return next(iter(self.rows(**values)), None)

    def value(self, param: Any, values: dict[str, Any]) -> Any:
        """As the database wants it; what is no slot was written into the queryset."""
        if isinstance(param, Slot):
            return param.output_field.get_db_prep_value(values[param.name], connection)
        return param

    @cached_property
    def statement(self) -> tuple[str, tuple[Any, ...], SQLCompiler, dict]:
        """Written once for all threads: they talk to the same database, and converters only look up its settings."""
        compiler = self.build().query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return sql, tuple(params), compiler, compiler.get_converters([column for column, *_ in compiler.select])
