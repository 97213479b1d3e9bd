from __future__ import annotations

import uuid

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from learning.workforce.models import User

from ..actions.hand_out_keys import MOST_ASKED_FOR, hand_out_keys
from ..device_keys import DEVICE_KEYS


@require_POST
def device_keys(request: HttpRequest) -> JsonResponse:
    """The keys with which this browser seals what waits in it, and opens what the same login left there.

    For scripts of our own pages: 401 where nobody is signed in. Nothing about another login is told.
    """
    user = request.user
    if not isinstance(user, User):
        return JsonResponse({}, status=401)
    mine = list(request.session.get(DEVICE_KEYS, []))
    keys = hand_out_keys(user, mine, _uuids(request.POST.getlist("key")))
    has_now = [keys.current, *sorted(name for name in keys.opened if name != keys.current)]
    if has_now != mine:
        request.session[DEVICE_KEYS] = has_now
    return JsonResponse(
        {"current": keys.current, "keys": keys.opened, "lost": keys.lost, "unknown": keys.unknown},
        headers={"Cache-Control": "no-store"},
    )


def _uuids(names: list[str]) -> list[uuid.UUID]:
    found = []
    for name in names[:MOST_ASKED_FOR]:
        try:
            found.append(uuid.UUID(name))
        except ValueError:
            continue
    return found
