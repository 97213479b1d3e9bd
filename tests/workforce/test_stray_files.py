"""Files that nothing leads to any more go; those that are wanted or new stay."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from learning.workforce.actions.discard_return import forget_old_returns
from learning.workforce.stray_files import forget_stray_files
from tests.workforce.factories import WorkforceReturnFactory

pytestmark = pytest.mark.usefixtures("clock")
OLD = dt.timedelta(days=15)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


def keep(path: str, age: dt.timedelta) -> None:
    storages["private"].save(path, ContentFile(b"1001"))
    moment = (timezone.now() - age).timestamp()
    os.utime(storages["private"].path(path), (moment, moment))


def test_only_old_ones_that_nobody_wants_go() -> None:
    keep("here/wanted", OLD)
    keep("here/new", dt.timedelta(0))
    keep("here/stray", OLD)
    keep("there/stray", OLD)
    assert forget_stray_files("here", {"wanted"}, timezone.now() - dt.timedelta(days=14)) == 1
    assert sorted(storages["private"].listdir("here")[1]) == ["new", "wanted"]
    assert storages["private"].exists("there/stray")


def test_without_the_folder_nothing_goes() -> None:
    assert forget_stray_files("nowhere", set(), timezone.now()) == 0


@pytest.mark.django_db
def test_a_return_that_waits_keeps_its_file_and_one_of_no_return_goes() -> None:
    waiting = WorkforceReturnFactory(state="uploaded", committed_at=None, created_at=timezone.now())
    keep(f"returns/{waiting.uuid}", OLD)
    keep("returns/stray", OLD)
    forget_old_returns(timezone.now())
    assert storages["private"].listdir("returns")[1] == [str(waiting.uuid)]
