"""What comes before what today, read from the last publications."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from .models import Module, Prerequisite
from .pathway import Before, circle, in_order, way_to

if TYPE_CHECKING:
    from .models import ModulePage


@dataclass(frozen=True)
class Order:
    """By module, what comes before it: all of it (`before`), and what nobody starts without (`required`).

    `earlier`: by key, the modules that come before another one.
    """

    before: Before
    required: Before
    earlier: Mapping[int, Module] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def on(cls, day: dt.date) -> Order:
        """As it holds on `day`: what nobody could go and take that day stands in nobody's way. One query."""
        before: dict[int, list[int]] = defaultdict(list)
        required: dict[int, list[int]] = defaultdict(list)
        earlier: dict[int, Module] = {}
        for row in Prerequisite.objects.holding_on(day).select_related("first"):
            before[row.module_id].append(row.first_id)
            earlier[row.first_id] = row.first
            if row.is_required:
                required[row.module_id].append(row.first_id)
        return cls(dict(before), dict(required), earlier)

    def way(self, key: int, done: Collection[int]) -> list[Module]:
        """What is needed before the module and is not in `done`, in the order in which to take it.

        Whoever has finished the module itself needs nothing more.
        """
        if key in done:
            return []
        return [self.earlier[pk] for pk in way_to(key, self.required, done)]

    def sort(self, modules: Iterable[Module]) -> list[Module]:
        """Each module behind those that come before it, otherwise as given."""
        by_key = {module.pk: module for module in modules}
        return [by_key[pk] for pk in in_order(by_key, self.before)]


def keep_order(module: Module, page: ModulePage) -> None:
    """Let the module stand behind what the page that was just published says comes before it."""
    wanted = {earlier.pk: False for earlier in page.helps_first.all()}
    wanted |= {earlier.pk: True for earlier in page.required_first.all()}
    wanted.pop(module.pk, None)
    there = dict(Prerequisite.objects.filter(module=module).values_list("first_id", "is_required"))
    if wanted == there:
        return
    Prerequisite.objects.filter(module=module).exclude(first__in=wanted).delete()
    Prerequisite.objects.bulk_create(
        [Prerequisite(module=module, first_id=first, is_required=required) for first, required in wanted.items()],
        update_conflicts=True,
        unique_fields=["module", "first"],
        update_fields=["is_required"],
    )


def circle_of(module: Module | None, earlier: Iterable[Module]) -> list[Module]:
    """The circle that would close if `earlier` came before `module`, from the module back to itself; usually empty.

    Inside a transaction it also keeps two publications from closing one together: the second waits for the first.
    """
    wanted = {one.pk for one in earlier}
    if module is None or not wanted:
        return []
    modules = Module.objects.order_by("pk")
    if connection.in_atomic_block:
        modules = modules.select_for_update(no_key=True)
    by_key = {one.pk: one for one in modules}
    before: dict[int, set[int]] = defaultdict(set)
    for module_id, first_id in Prerequisite.objects.values_list("module_id", "first_id"):
        before[module_id].add(first_id)
    before[module.pk] = wanted
    return [by_key[pk] for pk in circle(before, module.pk)]
