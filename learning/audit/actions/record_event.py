"""Write down that something was done or seen."""

from collections.abc import Mapping

from django.db import models

from ..models import ActorKind, Event

Plain = str | int | float | bool | None | list[int] | list[str]


def record(
    action: str,
    *,
    by: models.Model | ActorKind,
    on: models.Model | None = None,
    organisation_id: int | None = None,
    detail: Mapping[str, Plain] | None = None,
) -> Event:
    """Record that `by` (a user, or who else) did `action` ("completion.corrected") on the row `on`.

    It is written in the caller's transaction: what is rolled back was never done. `detail` holds ids, codes and
    counts, never a name or free text, because nothing here can be deleted.

    Raises:
        ValidationError: the action is not named like "completion.corrected".
        ValueError: a user or a row that is not saved yet.
    """
    if isinstance(by, models.Model) and by.pk is None:
        raise ValueError("A user who is not signed in has no id: pass ActorKind.PUBLIC.")
    if on is not None and on.pk is None:
        raise ValueError("Record the event after its row is saved.")
    event = Event(
        actor_kind=ActorKind.USER if isinstance(by, models.Model) else by,
        actor_id=by.pk if isinstance(by, models.Model) else None,
        action=action,
        object_kind=on._meta.label_lower if on is not None else "",
        object_id=str(on.pk) if on is not None else "",
        organisation_id=organisation_id,
        detail=dict(detail or {}),
    )
    event.full_clean(validate_unique=False, validate_constraints=False)
    event.save(force_insert=True)
    return event
