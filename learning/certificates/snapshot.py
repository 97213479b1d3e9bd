"""Everything that a certificate says, taken down once when it is issued."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation

from learning.records.models import Completion
from learning.workforce.models.level_map import Level
from learning.workforce.network_name import network_name

from .names import as_printed, language_of
from .wording import finishing_took


def snapshot_of(completion: Completion, *, name: str) -> dict[str, Any]:
    """The snapshot for a completion, with `name` as the holder's name; only text, numbers and ISO dates.

    The result (right answers) is left out: the certificate says that the bar was reached, not by how much.
    """
    version = completion.version
    with translation.override(version.language):
        level, criteria = str(Level(version.level).label), finishing_took(completion.criteria)
    issuer = network_name()
    printed = as_printed(name)
    return {
        "schema": 1,
        "language": version.language,
        "name": {"printed": printed, "language": language_of(printed)},
        "module": {"uuid": str(completion.module.uuid), "title": version.title},
        "version": version.number,
        "level": {"number": version.level, "name": level},
        "outcomes": list(version.outcomes),
        "criteria": criteria,
        "minutes": version.minutes,
        "issuer": issuer,
        "signer": issuer,
        "finished_on": completion.completed_on.isoformat(),
        "valid_from": completion.valid_from.isoformat(),
        "valid_until": completion.valid_until.isoformat() if completion.valid_until else None,
        "time_zone": settings.TIME_ZONE,
        "base_url": settings.PUBLIC_BASE_URL,
        "invented": completion.person.is_invented,
    }
