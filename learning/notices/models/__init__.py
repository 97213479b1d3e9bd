from .message import Message, MessageState
from .no_nudges import NoNudges

__all__ = ["Message", "MessageState", "NoNudges"]
