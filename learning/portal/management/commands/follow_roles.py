from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.portal.actions.follow_roles import follow_roles
from learning.workforce.models import RoleAssignment, User


class Command(BaseCommand):
    help = "Opens and closes the page editor for those whose role began or ended today. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        users = User.objects.filter(pk__in=RoleAssignment.objects.standing().values("user_id"))
        for user in users:
            follow_roles(user, today)
        self.stdout.write(f"{len(users)} logins follow their roles of {today:%-d %B %Y}")
