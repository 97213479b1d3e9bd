from .absence import Absence
from .area import Area
from .counted_role_group import CountedRoleGroup
from .employment import Employment
from .level_map import LevelMap
from .organisation import Organisation
from .person import Person, PersonEmail
from .recorded import Recorded
from .role_assignment import Role, RoleAssignment
from .role_group import RoleGroup
from .support_line import SupportLine
from .team import Team
from .user import User

__all__ = [
    "Absence",
    "Area",
    "CountedRoleGroup",
    "Employment",
    "LevelMap",
    "Organisation",
    "Person",
    "PersonEmail",
    "Recorded",
    "Role",
    "RoleAssignment",
    "RoleGroup",
    "SupportLine",
    "Team",
    "User",
]
