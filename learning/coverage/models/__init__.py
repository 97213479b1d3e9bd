from .digest import Digest, DigestItem, DigestTeam
from .reminder_setting import Leaders, ReminderSetting, Weekday
from .snapshot import Snapshot

__all__ = ["Digest", "DigestItem", "DigestTeam", "Leaders", "ReminderSetting", "Snapshot", "Weekday"]
