"""The order of modules: what comes before what, and the way to one of them. Pure: numbers stand for modules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Before = Mapping[int, Collection[int]]
"""By module, the modules that come before it."""


def circle(before: Before, start: int) -> list[int]:
    """A way from `start` through what comes before it back to `start`, both ends named; empty where there is none."""
    stack = [(start, [start])]
    seen: set[int] = set()
    while stack:
        at, way = stack.pop()
        for earlier in sorted(before.get(at, ()), reverse=True):
            if earlier == start:
                return [*way, start]
            if earlier not in seen:
                seen.add(earlier)
                stack.append((earlier, [*way, earlier]))
    return []


def in_order(modules: Iterable[int], before: Before) -> list[int]:
    """The modules with each behind those of them that come before it, and otherwise in the order given."""
    wanted = list(dict.fromkeys(modules))
    everything = set(wanted)
    placed: dict[int, None] = {}
    entered: set[int] = set()

    def place(module: int) -> None:
        entered.add(module)
        for earlier in wanted:
            if earlier in before.get(module, ()) and earlier not in entered:
                place(earlier)
        placed[module] = None

    # What comes before by way of a module that is not asked for counts as well.
    before = {module: _all_before(module, before) & everything for module in wanted}
    for module in wanted:
        if module not in entered:
            place(module)
    return list(placed)


def way_to(module: int, required: Before, done: Collection[int]) -> list[int]:
    """What is still to be done before `module` can be started, in the order in which to do it.

    What is done needs nothing any more: whatever comes before it is left out.
    """
    open_: dict[int, None] = {}
    stack = [module]
    while stack:
        for earlier in sorted(required.get(stack.pop(), ())):
            if earlier not in done and earlier != module and earlier not in open_:
                open_[earlier] = None
                stack.append(earlier)
    return in_order(sorted(open_), required)


def _all_before(module: int, before: Before) -> set[int]:
    found: set[int] = set()
    stack = [module]
    while stack:
        for earlier in before.get(stack.pop(), ()):
            if earlier not in found and earlier != module:
                found.add(earlier)
                stack.append(earlier)
    return found
