"""What happens when a module page goes live, by whichever road: it is complete, and a version of it is frozen, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from ..minutes import minutes_of
from ..publication import Said, missing

if TYPE_CHECKING:
    from wagtail.models import Revision

    from learning.workforce.models import User


class UnfinishedModule(ValidationError):  # noqa: N818  it reads as what it is
    """The page cannot go live: a block in it is not complete. The editor's own Publish says which."""

    def __init__(self, page: FreezingPage) -> None:
        super().__init__(
            _("“%(title)s” is not published: something in it is not complete yet. Press Publish here to see what."),
            code="unfinished",
            params={"title": page.title},
        )
        self.page_id = page.pk


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes and when, told to the `save` in which a publication ends; nothing means whoever and now."""

    by: User | None = None
    at: dt.datetime | None = None


BY_SCHEDULE = "wagtail.publish.scheduled"
"""What Wagtail's command says that it does when it publishes what is due."""
_publication: ContextVar[Publication] = ContextVar("publication", default=Publication())  # noqa: B039  it is frozen


class _Row(NamedTuple):
    """What a page's row says of its publication."""

    module_id: int | None
    live: bool
    live_revision_id: int | None


class FreezingPage(Page):
    """The publication of a `ModulePage`, apart from what the page holds and shows."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page and, where that makes another revision live, freeze a version of it in the same transaction.

        Wagtail 8 publishes by more than one road (its edit view does not call `publish`); all of them end here.
        """
        from ..freezing import freeze

        # A copy made live at once would have no version to take: whatever is new is published after it was made.
        if self._state.adding and self.alias_of_id is None:
            self.live = False
        self.minutes = self.session_minutes or minutes_of(self.stored_body)
        stored = self._locked_row(kwargs.get("update_fields"))
        if stored is not None and stored.module_id:
            self.module_id = stored.module_id
        goes_live = stored is not None and self._goes_live(stored)
        if goes_live:
            self.refuse_unfinished()
        saved = super().save(*args, **kwargs)
        if goes_live:
            said = _publication.get()
            user = said.by or get_active_log_context().user or self.live_revision.user
            freeze(self, by=user, at=said.at)
        return saved

    def _locked_row(self, update_fields: Collection[str] | None) -> _Row | None:
        """How the row stands now, held until this transaction ends; None where it is new, or these fields touch nothing
        of a publication.

        This object may have been read before somebody else published the page.
        """
        if self._state.adding or (update_fields is not None and "live_revision" not in update_fields):
            return None
        rows = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk)
        row = rows.values_list("module_id", "live", "live_revision_id").first()
        return _Row(*row) if row else None

    def _goes_live(self, stored: _Row) -> bool:
        """Whether saving makes another revision live: no alias, no scheduled go-live, and not the one live already."""
        if not self.live or self.alias_of_id or not self.live_revision_id:
            return False
        return not stored.live or stored.live_revision_id != self.live_revision_id

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """The page as a revision has it; which module it belongs to is decided once and never by a revision."""
        page: Self = super().with_content_json(content)
        page.module_id = self.module_id
        return page

    @transaction.atomic
    def publish(
        self,
        revision: Revision,
        user: User | None = None,
        *args: Any,
        published_at: dt.datetime | None = None,
        **kwargs: Any,
    ) -> None:
        """Publish the revision, all or nothing; `save` freezes the version.

        `published_at` (UTC) lets an import say when it was published; otherwise it is now. Raises UnfinishedModule
        for a body that nobody could finish.

        Two that publish the page at one moment queue here, and the second takes the page as the first has left it; of
        two runs of the schedule the second finds that nothing is due any more.
        """
        revision.content_object = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        if kwargs.get("log_action") == BY_SCHEDULE and not _is_due(revision):
            return
        before = _publication.set(Publication(by=user, at=published_at))
        try:
            super().publish(revision, user, *args, **kwargs)
        finally:
            _publication.reset(before)

    def refuse_unfinished(self) -> None:
        """Refuse to go live with what the editor's form would have refused: some roads pass no form."""
        from ..order import circle_of

        try:
            self.body.stream_block.clean(self.body)
        except ValidationError as error:
            raise UnfinishedModule(self) from error
        said = Said(self.change, self.earlier_completions, self.redo_by, self.bridge_id is not None, self.what_changed)
        in_a_circle = circle_of(self.module, [*self.helps_first.all(), *self.required_first.all()])
        if in_a_circle or (self.has_versions and missing(said, timezone.localdate())):
            raise UnfinishedModule(self)


def _is_due(revision: Revision) -> bool:
    """Whether the schedule still has to publish the revision; whoever publishes the page takes its time away."""
    stored = type(revision)._default_manager.filter(pk=revision.pk, approved_go_live_at__lte=timezone.now())
    return bool(stored.exists())
