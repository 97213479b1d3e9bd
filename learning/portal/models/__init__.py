from .concern import Concern, ConcernKind
from .device_key import DeviceKey
from .home_page import HomePage
from .network_page import NetworkPage
from .news_page import NewsIndexPage, NewsPage
from .notice_page import NoticePage
from .partnerships_page import PartnershipsPage
from .programme_page import ProgrammePage
from .project_page import ProjectPage
from .support_page import SupportPage

__all__ = [
    "Concern",
    "ConcernKind",
    "DeviceKey",
    "HomePage",
    "NetworkPage",
    "NewsIndexPage",
    "NewsPage",
    "NoticePage",
    "PartnershipsPage",
    "ProgrammePage",
    "ProjectPage",
    "SupportPage",
]
