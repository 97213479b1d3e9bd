from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _own_private_storage(settings: Any, tmp_path: Path) -> None:
    """Files of one test are never found by another."""
    private = settings.STORAGES["private"]
    settings.STORAGES = settings.STORAGES | {"private": private | {"OPTIONS": {"location": tmp_path / "private"}}}


@pytest.fixture(autouse=True)
def _uncounted() -> Iterator[None]:
    """The throttle of one test does not count for another."""
    cache.clear()
    yield
    cache.clear()
