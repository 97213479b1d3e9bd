from .answer import Answer, AnswerKind
from .attempt import Attempt, AttemptState
from .completion import Completion, CompletionOrganisation, CompletionSource
from .confidence_rating import ConfidenceRating
from .correction import Correction
from .reading import Reading
from .reflection import Reflection

__all__ = [
    "Answer",
    "AnswerKind",
    "Attempt",
    "AttemptState",
    "Completion",
    "CompletionOrganisation",
    "CompletionSource",
    "ConfidenceRating",
    "Correction",
    "Reading",
    "Reflection",
]
