from .equivalence import Equivalence, EquivalenceAcceptance, EquivalenceSignature, Recognition
from .exemption import Exemption, ExemptionCategory
from .refresher_pool import RefresherPool
from .requirement import Requirement
from .rule_set import RuleSet
from .status_span import StatusSpan

__all__ = [
    "Equivalence",
    "EquivalenceAcceptance",
    "EquivalenceSignature",
    "Exemption",
    "ExemptionCategory",
    "Recognition",
    "RefresherPool",
    "Requirement",
    "RuleSet",
    "StatusSpan",
]
