"""A process of the site as it is just after it has started: nothing in its memory."""

from django.core.cache import cache

from learning.blocks.kept import EVERYTHING
from learning.coverage.counting import forget_tallies
from learning.modules.kept_versions import forget_versions


def forget_everything() -> None:
    """What this process keeps of pages, versions, figures and the frame, and Django's cache.

    The cache as well: Wagtail keeps in it for an hour where each site begins, and pages of a test whose own site was
    taken back with its transaction, or stood in a database thrown away, would have no address.
    """
    cache.clear()
    forget_versions()
    forget_tallies()
    for kept in EVERYTHING:
        kept.forget()
