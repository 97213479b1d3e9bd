"""Small numbers: the one place that decides what a view across partners or in public may show of a count."""

from learning.disclosure.protect import Protected, protect, protect_count
from learning.disclosure.wilson import wilson

__all__ = ["Protected", "protect", "protect_count", "wilson"]
