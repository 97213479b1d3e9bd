from ..changes import Change, EarlierCompletions, Kind
from .catalogue_page import CataloguePage
from .freezing_page import UnfinishedModule
from .module import Module
from .module_page import ModulePage, ModuleTag
from .module_version import ModuleVersion
from .prerequisite import Prerequisite
from .review_task import (
    REVIEWS,
    InformationGovernanceReview,
    LivedExperienceReview,
    ReviewState,
    ReviewTask,
    TrainerPeerReview,
    authors_of,
)
from .source import Source
from .subject_heading import HeadingList, Principle, SubjectHeading

__all__ = [
    "REVIEWS",
    "CataloguePage",
    "Change",
    "EarlierCompletions",
    "HeadingList",
    "InformationGovernanceReview",
    "Kind",
    "LivedExperienceReview",
    "Module",
    "ModulePage",
    "ModuleTag",
    "ModuleVersion",
    "Prerequisite",
    "Principle",
    "ReviewState",
    "ReviewTask",
    "Source",
    "SubjectHeading",
    "TrainerPeerReview",
    "UnfinishedModule",
    "authors_of",
]
