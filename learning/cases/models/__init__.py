from .agency_kind import AgencyKind
from .case import Case
from .case_library_page import CaseLibraryPage
from .case_reflection import CaseReflection
from .case_report import CaseReport
from .case_step import CaseStep
from .contribution import Contribution
from .decision import Decision
from .follow_up import FollowedDecision, FollowUp
from .hiding import Hiding
from .host_agreement import HostAgreement
from .learning_case_page import AgeBand, Audience, LearningCasePage, LearningCaseTag
from .learning_draft import LearningDraft
from .legal_hold import LegalHold
from .loaded_wording import LoadedWording
from .local_name import LocalName, LocalNamesMark
from .module_link import ModuleLink
from .recommendation import Recommendation
from .risk_alert import RiskAlert
from .round import Round
from .safeguarding_route import SafeguardingRoute
from .seat import Seat

__all__ = [
    "AgeBand",
    "AgencyKind",
    "Audience",
    "Case",
    "CaseLibraryPage",
    "CaseReflection",
    "CaseReport",
    "CaseStep",
    "Contribution",
    "Decision",
    "FollowUp",
    "FollowedDecision",
    "Hiding",
    "HostAgreement",
    "LearningCasePage",
    "LearningCaseTag",
    "LearningDraft",
    "LegalHold",
    "LoadedWording",
    "LocalName",
    "LocalNamesMark",
    "ModuleLink",
    "Recommendation",
    "RiskAlert",
    "Round",
    "SafeguardingRoute",
    "Seat",
]
