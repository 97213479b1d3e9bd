"""Films at other hosts: the address that is embedded, for hosts of the allow-list alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

_KEY = re.compile(r"^[\w-]{1,64}$")


@dataclass(frozen=True, slots=True)
class Film:
    """A film elsewhere: whose site it is, the address for the frame, and the address to open by itself."""

    host: str
    embed: str
    watch: str


def film_at(address: str) -> Film | None:
    """The film behind an address as people copy it; None where it is no film of a host that is allowed."""
    parts = urlsplit(address.strip())
    if parts.scheme != "https" or parts.port not in (None, 443) or parts.username:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    found = _youtube(host, parts.path, parts.query) or _vimeo(host, parts.path)
    if found is None or (urlsplit(found.embed).hostname or "") not in settings.VIDEO_HOSTS:
        return None
    return found


def _youtube(host: str, path: str, query: str) -> Film | None:
    if host == "youtu.be":
        key = path.strip("/")
    elif host in {"youtube.com", "youtube-nocookie.com"}:
        last = path.rstrip("/").rpartition("/")
        key = last[2] if last[0] in {"/embed", "/shorts"} else next(iter(parse_qs(query).get("v", ())), "")
    else:
        return None
    if not _KEY.match(key):
        return None
    return Film("YouTube", f"https://www.youtube-nocookie.com/embed/{key}", f"https://www.youtube.com/watch?v={key}")


def _vimeo(host: str, path: str) -> Film | None:
    key = path.rstrip("/").rpartition("/")[2]
    if host not in {"vimeo.com", "player.vimeo.com"} or not key.isdigit():
        return None
    return Film("Vimeo", f"https://player.vimeo.com/video/{key}?dnt=1", f"https://vimeo.com/{key}")
