"""A film in pieces: players ask for ranges of bytes (RFC 9110, 14), and some play nothing without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

PIECE: Final = 256 * 1024
_ONE_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


def in_ranges(request: HttpRequest, file: BinaryIO, size: int, kind: str) -> HttpResponseBase:
    """The whole of an open `file` of `size` bytes, or the one range that was asked for; `kind` is its media type.

    What is no single range is ignored, as the standard allows; one outside the file is answered with 416.
    """
    first, last = 0, size - 1
    asked = _ONE_RANGE.match(request.headers.get("Range", ""))
    partial = asked is not None and any(asked.groups())
    if asked is not None and partial:
        from_, to = asked.groups()
        first = int(from_) if from_ else max(0, size - int(to))
        last = min(int(to), last) if from_ and to else last
        if first > last:
            file.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = StreamingHttpResponse(_Part(file, first, last), content_type=kind, status=206 if partial else 200)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Length"] = str(last - first + 1)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    if partial:
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


@dataclass(frozen=True)
class _Part:
    """The bytes from `first` to `last` of an open file; Django closes it with the answer, read to its end or not."""

    file: BinaryIO
    first: int
    last: int

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.first)
        left = self.last - self.first + 1
        while left > 0 and (piece := self.file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self.file.close()
