from wagtail import hooks
from wagtail.permissions import register_permission_policy

from .policies import AdministratorPolicy
from .viewsets import CONFIGURATION, REMOVABLE, STATEMENTS, WorkforceGroup

for configured in CONFIGURATION:
    register_permission_policy(configured, AdministratorPolicy(configured))
for stated in (*STATEMENTS, *REMOVABLE):
    register_permission_policy(stated, AdministratorPolicy(stated, withdrawable=True))


@hooks.register("register_admin_viewset")
def register_workforce_screens() -> WorkforceGroup:
    return WorkforceGroup()
