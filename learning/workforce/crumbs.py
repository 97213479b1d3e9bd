"""What stands above a page: where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Crumb:
    """One page above this one."""

    title: str
    href: str


def crumb(title: str, url_name: str, **arguments: Any) -> Crumb:
    return Crumb(title, reverse(url_name, kwargs=arguments or None))
