"""Small numbers: the one place that decides what a view across partners or in public may show of a count."""

from learning.disclosure.beside import may_be, protect_chain, sum_gives_away
from learning.disclosure.protect import Protected, protect, protect_count
from learning.disclosure.wilson import wilson

__all__ = ["Protected", "may_be", "protect", "protect_chain", "protect_count", "sum_gives_away", "wilson"]
