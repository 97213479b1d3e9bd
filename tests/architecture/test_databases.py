"""The databases that tests stand on: migrated, apart from each other, and never flushed."""

import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Locale, Page, Site


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_starts_from_wagtails_root_and_leaves_nothing_behind(turn: int) -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Locale.objects.exists()
    assert Site.objects.count() == 1
    Site.objects.all().delete()


def test_a_file_database_commits_for_other_threads(file_database: str) -> None:
    seen: list[int] = []
    with transaction.atomic():
        ContentType.objects.create(app_label="threads", model="own")

    def look() -> None:
        seen.append(ContentType.objects.filter(app_label="threads").count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]


@pytest.mark.django_db
def test_what_a_file_database_committed_is_gone() -> None:
    assert not ContentType.objects.filter(app_label="threads").exists()


@pytest.mark.postgres
def test_a_postgres_database_is_migrated(postgres_database: str) -> None:
    assert connection.vendor == "postgresql"
    assert Page.objects.filter(depth=1).count() == 1


@pytest.mark.django_db
def test_after_postgres_the_run_goes_on_where_it_was() -> None:
    assert Page.objects.filter(depth=1).count() == 1
