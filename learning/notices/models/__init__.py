from .message import Message
from .no_nudges import NoNudges

__all__ = ["Message", "NoNudges"]
