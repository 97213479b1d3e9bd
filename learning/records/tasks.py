"""Long work of the ledger, done by the worker; each may be done twice."""

from django_tasks import task

from .actions.download_completions import make_download
from .actions.match_past_completion import match_waiting, record_and_match
from .actions.read_past_completions import read_past
from .actions.undo_past_completions import undo_past


@task()
def read_file(batch_id: int) -> None:
    read_past(batch_id)


@task()
def record_file(batch_id: int) -> None:
    record_and_match(batch_id)


@task()
def undo_file(batch_id: int) -> None:
    undo_past(batch_id)


@task()
def match_arrivals(organisation_id: int) -> None:
    match_waiting(organisation_id)


@task()
def make_file(receipt_id: int) -> None:
    make_download(receipt_id)
