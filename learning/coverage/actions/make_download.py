from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from learning.workforce.permissions import may_see_coverage

from ..making import extension, made
from ..models import Download, DownloadState
from ..people import Wish
from ..refusals import NobodyListed


def make_download(pk: int) -> None:
    """Make the file and keep it in the private storage; done already, gone or not allowed any more, nothing is made.

    Safe to run again: it starts over, and the state tells whoever waits how far it is.
    """
    download = Download.objects.select_related("organisation", "asked_by").filter(pk=pk).first()
    if download is None or not download.is_open:
        return
    if not may_see_coverage(download.asked_by, download.organisation, timezone.localdate()):
        _move(pk, state=DownloadState.STOPPED)
        return
    _move(pk, state=DownloadState.WORKING, done=0)
    try:
        content = made(
            download.kind,
            download.organisation,
            download.as_at,
            Wish(**download.wished),
            lambda done, total: _move(pk, done=done, total=total),
        )
        name = storages["private"].save(f"downloads/{download.uuid}.{extension(download.kind)}", ContentFile(content))
    except NobodyListed:
        _move(pk, state=DownloadState.STOPPED)
        return
    except Exception:
        _move(pk, state=DownloadState.STOPPED)
        raise
    if not _move(pk, state=DownloadState.READY, file=name, size=len(content)):
        # Its row went while it was made.
        storages["private"].delete(name)


def _move(pk: int, **fields: str | int) -> int:
    """Its own short statement each time, so that whoever waits sees it and no writer is held up."""
    return Download.objects.filter(pk=pk).update(moved_at=timezone.now(), **fields)
