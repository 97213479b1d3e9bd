"""Long work of this app, done by the worker."""

from django_tasks import task

from .actions.rebuild_statuses import rebuild_everybody


@task()
def rebuild_all_statuses() -> None:
    """Make the whole table of statuses again; doing it twice does no harm."""
    rebuild_everybody()
