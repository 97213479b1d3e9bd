"""A question that is asked at every click, with its SQL built once in a process instead of at every request.

Django builds the SQL of a queryset anew each time it is asked, which costs several times what SQLite needs to answer
a look-up by an index. What is asked is still written as a queryset; only its parameters change between two requests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

Rows = Iterator[tuple[Any, ...]]
FIRST_STAND_IN = 7_316_200_001
"""Stand-ins for the parameters are whole numbers that no queryset of ours names itself, also where a text is meant."""


@dataclass(frozen=True)
class _Statement:
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[int | None, ...]
    """For each parameter of the SQL: which of the given values stands there, or None for one that never changes."""
    converters: Mapping[int, tuple[Any, Any]]

    def filled_with(self, values: tuple[Any, ...]) -> list[Any]:
        return [
            given if place is None else values[place] for given, place in zip(self.parameters, self.places, strict=True)
        ]


class Compiled:
    """`Compiled(lambda person, module: Attempt.objects.filter(...).values_list(...))`, asked by `rows(person, module)`.

    Each parameter is a key or a short text that a condition compares with, and is used as it was given. The rows are
    those of the queryset itself, in its types. `Compiled(lambda *keys: ...filter(pk__in=keys))` takes any number of
    values and is built once for each number.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self.build = build
        self._statements: dict[tuple[str, int], _Statement] = {}

    def rows(self, *values: int | str) -> Rows:
        """The rows of the queryset for these values, as tuples."""
        kind = (connection.vendor, len(values))
        statement = self._statements.get(kind)
        if statement is None:
            statement = self._statements[kind] = self._compile(len(values))
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.filled_with(values))
            found = cursor.fetchall()
        for row in found:
            yield self._converted(row, statement.converters)

    def _compile(self, count: int) -> _Statement:
        stand_ins = [FIRST_STAND_IN + number for number in range(count)]
        compiler = self.build(*stand_ins).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        number_of = {str(stand_in): number for number, stand_in in enumerate(stand_ins)}
        places = tuple(number_of.get(str(value)) for value in parameters)
        if set(places) - {None} != set(range(count)):
            raise ValueError("a compiled question must use each of its parameters as it was given")
        selected = [column[0] for column in (compiler.select or [])[: compiler.col_count]]
        return _Statement(sql, tuple(parameters), places, compiler.get_converters(selected))

    @staticmethod
    def _converted(row: tuple[Any, ...], converters: Mapping[int, tuple[Any, Any]]) -> tuple[Any, ...]:
        changed = list(row)
        for place, (steps, expression) in converters.items():
            for step in steps:
                changed[place] = step(changed[place], expression, connection)
        return tuple(changed)
