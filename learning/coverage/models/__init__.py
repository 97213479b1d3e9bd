from .digest import Digest, DigestItem, DigestTeam
from .download import Download, DownloadKind, DownloadState
from .error_report import ErrorKind, ErrorReport, Outcome
from .reminder_setting import Leaders, ReminderSetting, Weekday
from .snapshot import Snapshot

__all__ = [
    "Digest",
    "DigestItem",
    "DigestTeam",
    "Download",
    "DownloadKind",
    "DownloadState",
    "ErrorKind",
    "ErrorReport",
    "Leaders",
    "Outcome",
    "ReminderSetting",
    "Snapshot",
    "Weekday",
]
