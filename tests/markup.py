"""The markup of a page without what chance put there."""

import re
from typing import Any

# A key, a token against forged forms, the hash of a file: every few thousand pages one of them holds "1001" or "Ada".
_BY_CHANCE = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|(?<=\")[A-Za-z0-9]{64}(?=\")"
    r"|(?<=\.)[0-9a-f]{12}(?=\.\w)"
)


def markup(answer: Any) -> str:
    """All that the page says and holds, attributes too, on one line; keys, tokens and hashes are an ellipsis.

    For asking whether a short word or a number is on a page: in what is drawn at random it would be found by luck.
    """
    return " ".join(_BY_CHANCE.sub("…", answer.content.decode()).split())
