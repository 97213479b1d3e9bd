from .catalogue_page import CataloguePage
from .module import Module
from .module_page import ModulePage, ModuleTag, UnfinishedModule
from .module_version import Change, EarlierCompletions, ModuleVersion
from .prerequisite import Prerequisite
from .source import Source
from .subject_heading import HeadingList, SubjectHeading

__all__ = [
    "CataloguePage",
    "Change",
    "EarlierCompletions",
    "HeadingList",
    "Module",
    "ModulePage",
    "ModuleTag",
    "ModuleVersion",
    "Prerequisite",
    "Source",
    "SubjectHeading",
    "UnfinishedModule",
]
