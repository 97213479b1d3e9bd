"""Every address of the product, read from the URL configuration, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# Screens of ours that Wagtail's own view classes serve, by the namespaces under which we register them.
OWN_NAMESPACES = ("case_", "workforce_", "requirements_", "wagtailsnippets_modules_")


@dataclass(frozen=True)
class Address:
    """One URL pattern: the name it is reversed by and its route as written."""

    name: str
    route: str


def own_addresses() -> list[Address]:
    """All patterns whose view is ours, or that serve our own models in the editor."""
    return sorted(set(_walk(get_resolver().url_patterns, "", "")), key=lambda address: (address.name, address.route))


def _walk(patterns: list[URLPattern | URLResolver], route: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)
        elif _is_ours(pattern, namespace):
            yield Address(f"{namespace}{pattern.name}", here)


def _is_ours(pattern: URLPattern, namespace: str) -> bool:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return view.__module__.startswith("learning.") or namespace.startswith(OWN_NAMESPACES)
