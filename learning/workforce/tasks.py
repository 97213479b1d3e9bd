"""Long work of this app, done by the worker; each may be done twice."""

from django_tasks import task

from .actions.compare_return import compare_return
from .actions.write_return import write_return


@task()
def compare(batch_id: int) -> None:
    compare_return(batch_id)


@task()
def write(batch_id: int) -> None:
    write_return(batch_id)
