"""Wagtail's own command, in which one page that cannot go live does not hold up the others."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import Revision

from ...actions.say_something_waits import say_something_waits
from ...models import UnfinishedModule


class Command(publish_scheduled.Command):
    """Publishes and unpublishes what is due; ends with 1 where a module is not complete, and tells its author."""

    help = "Publishes pages whose time has come, each by itself, and hides those whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        unfinished = self._set_aside()
        super().handle(*args, **options)
        if unfinished:
            raise CommandError(f"Not published, because something in them is not complete: {', '.join(unfinished)}")

    def _set_aside(self) -> list[str]:
        """Take the time away from drafts that are not complete, so that they stay drafts; returns their titles."""
        found = []
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).select_related("user")
        for revision in due:
            draft = revision.as_object()
            refuse = getattr(draft, "refuse_unfinished", None)
            if refuse is None:
                continue
            try:
                refuse()
            except UnfinishedModule:
                Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
                say_something_waits(revision.user, f"unfinished:{revision.pk}")
                found.append(revision.object_str)
        return found
