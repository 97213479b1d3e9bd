"""Work that waits for a worker."""

from __future__ import annotations

from django_tasks import task

from .actions.make_download import make_download


@task()
def make_asked_download(download_id: int) -> None:
    """Make one file that somebody asked for; made already, nothing happens."""
    make_download(download_id)
