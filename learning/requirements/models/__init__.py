from .exemption import Exemption, ExemptionCategory
from .requirement import Requirement
from .rule_set import RuleSet
from .status_span import StatusSpan

__all__ = ["Exemption", "ExemptionCategory", "Requirement", "RuleSet", "StatusSpan"]
