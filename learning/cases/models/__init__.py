from .agency_kind import AgencyKind
from .case import Case
from .case_library_page import CaseLibraryPage
from .case_reflection import CaseReflection
from .case_step import CaseStep
from .host_agreement import HostAgreement
from .learning_case_page import AgeBand, Audience, LearningCasePage, LearningCaseTag
from .loaded_wording import LoadedWording
from .module_link import ModuleLink
from .risk_alert import RiskAlert
from .safeguarding_route import SafeguardingRoute

__all__ = [
    "AgeBand",
    "AgencyKind",
    "Audience",
    "Case",
    "CaseLibraryPage",
    "CaseReflection",
    "CaseStep",
    "HostAgreement",
    "LearningCasePage",
    "LearningCaseTag",
    "LoadedWording",
    "ModuleLink",
    "RiskAlert",
    "SafeguardingRoute",
]
