from .home_page import HomePage
from .notice_page import NoticePage
from .programme_page import ProgrammePage
from .support_page import SupportPage

__all__ = ["HomePage", "NoticePage", "ProgrammePage", "SupportPage"]
