from .answer import Answer, AnswerKind
from .attempt import Attempt, AttemptState
from .attendance import Attendance
from .booking import Booking, BookingState
from .completion import Completion, CompletionOrganisation, CompletionSource, Match
from .completion_import import CompletionImport, ImportState
from .confidence_rating import ConfidenceRating
from .correction import Correction
from .download_layout import DaysAs, DownloadField, DownloadLayout, FileKind
from .download_receipt import DownloadReceipt, GivenEntry
from .live_session import LiveSession
from .module_code import ModuleCode
from .past_completion import PastCompletion, PastProblem, RowState
from .practice_follow_up import Applied, Corroboration, PracticeFollowUp, Witness
from .reading import Reading
from .reflection import Reflection

__all__ = [
    "Answer",
    "AnswerKind",
    "Applied",
    "Attempt",
    "AttemptState",
    "Attendance",
    "Booking",
    "BookingState",
    "Completion",
    "CompletionImport",
    "CompletionOrganisation",
    "CompletionSource",
    "ConfidenceRating",
    "Correction",
    "Corroboration",
    "DaysAs",
    "DownloadField",
    "DownloadLayout",
    "DownloadReceipt",
    "FileKind",
    "GivenEntry",
    "ImportState",
    "LiveSession",
    "Match",
    "ModuleCode",
    "PastCompletion",
    "PastProblem",
    "PracticeFollowUp",
    "Reading",
    "Reflection",
    "RowState",
    "Witness",
]
