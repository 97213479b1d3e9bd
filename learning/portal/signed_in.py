"""The learner's pages, for people signed in."""

from __future__ import annotations

from django_htmx.middleware import HtmxDetails

from learning.workforce.signed_in import SignedInRequest, signed_in_or_given_back


class LearnersRequest(SignedInRequest):
    """The request as a view behind `signed_in` gets it."""

    htmx: HtmxDetails


signed_in = signed_in_or_given_back("text")
