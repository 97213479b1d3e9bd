from .module import Module
from .module_version import Change, EarlierCompletions, ModuleVersion

__all__ = ["Change", "EarlierCompletions", "Module", "ModuleVersion"]
