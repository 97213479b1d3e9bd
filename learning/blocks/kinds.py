"""Which kinds of blocks are alike, by the names under which they are stored."""

from typing import Final

MARKED: Final = frozenset({"question", "true_false"})
"""They count towards the mark; everybody answers the same ones, once in a try."""
DONE_BY_DOING: Final = MARKED | {"reflection", "scenario", "own_words"}
"""Reading them is not enough to be done with their section."""
ANSWERED: Final = DONE_BY_DOING | {"check", "confidence", "linked_case"}
"""Something can be sent from them; a linked case takes a note."""
