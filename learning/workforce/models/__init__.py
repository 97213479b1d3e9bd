from .absence import Absence
from .area import Area
from .claim_code import ClaimCode
from .counted_role_group import CountedRoleGroup
from .employment import Employment, EmploymentSource
from .given_address import GivenAddress
from .headcount import Headcount
from .level_map import LevelMap
from .merge import Merge
from .organisation import Organisation
from .pair_opinion import PairOpinion
from .person import Person, PersonEmail
from .recorded import Recorded
from .remembered import RememberedColumn, RememberedTitle
from .return_change import ChangeKind, ReturnChange
from .return_grade import Grade, ReturnGrade
from .return_problem import MendedCell, ReturnProblem
from .role_assignment import Role, RoleAssignment
from .role_group import RoleGroup
from .sharing_agreement import SharedField, SharingAgreement
from .support_line import SupportLine
from .team import Team
from .user import User
from .workforce_return import ReturnKind, ReturnState, WorkforceReturn

__all__ = [
    "Absence",
    "Area",
    "ChangeKind",
    "ClaimCode",
    "CountedRoleGroup",
    "Employment",
    "EmploymentSource",
    "GivenAddress",
    "Grade",
    "Headcount",
    "LevelMap",
    "MendedCell",
    "Merge",
    "Organisation",
    "PairOpinion",
    "Person",
    "PersonEmail",
    "Recorded",
    "RememberedColumn",
    "RememberedTitle",
    "ReturnChange",
    "ReturnGrade",
    "ReturnKind",
    "ReturnProblem",
    "ReturnState",
    "Role",
    "RoleAssignment",
    "RoleGroup",
    "SharedField",
    "SharingAgreement",
    "SupportLine",
    "Team",
    "User",
    "WorkforceReturn",
]
