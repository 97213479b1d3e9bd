"""What no search engine may list or keep: what people find here by signing in, by a code or by their own words."""

from typing import TypeVar

from django.http.response import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)


def unlisted(response: Answer) -> Answer:
    """The response, marked so that no search engine lists it, follows it or keeps a copy."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
