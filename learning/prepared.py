"""Queries that Django compiles once, for the pages people open most.

Writing SQL from a queryset costs Django ten times what running it does, and gives the same text each time. So a page's
queries are written once, with slots where values come, and only run after that.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.expressions import BaseExpression
from django.db.models.sql import Query


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
        query, sql, params, columns = self.statement
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.value(param, values) for param in params])
            found = cursor.fetchall()
        compiler = query.get_compiler(connection=connection)
        return [tuple(row) for row in compiler.apply_converters(found, compiler.get_converters(columns))]

    def first(self, **values: Any) -> tuple | None:
        return next(iter(self.rows(**values)), None)

    def value(self, param: Any, values: dict[str, Any]) -> Any:
        """As the database of this process wants it; what is no slot was written into the queryset."""
        if isinstance(param, Slot):
            return param.output_field.get_db_prep_value(values[param.name], connection)
        return param

    @cached_property
    def statement(self) -> tuple[Query, str, tuple[Any, ...], list[BaseExpression]]:
        query = self.build().query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return query, sql, tuple(params), [column for column, *_ in compiler.select]
