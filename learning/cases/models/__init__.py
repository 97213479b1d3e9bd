from .agency_kind import AgencyKind
from .case_library_page import CaseLibraryPage
from .case_reflection import CaseReflection
from .learning_case_page import AgeBand, Audience, LearningCasePage, LearningCaseTag
from .module_link import ModuleLink

__all__ = [
    "AgeBand",
    "AgencyKind",
    "Audience",
    "CaseLibraryPage",
    "CaseReflection",
    "LearningCasePage",
    "LearningCaseTag",
    "ModuleLink",
]
