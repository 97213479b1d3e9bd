from wagtail import hooks
from wagtail.permissions import register_permission_policy

from .policies import AdministratorPolicy
from .viewsets import CONFIGURATION, STATEMENTS, WorkforceGroup

for model in CONFIGURATION:
    register_permission_policy(model, AdministratorPolicy(model))
for statement in STATEMENTS:
    register_permission_policy(statement, AdministratorPolicy(statement, withdrawable=True))


@hooks.register("register_admin_viewset")
def register_workforce_screens() -> WorkforceGroup:
    return WorkforceGroup()
