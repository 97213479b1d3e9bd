from typing import Any
from urllib.parse import urlsplit

from allauth.core.context import request_context
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import HttpRequest
from django.utils import timezone

from learning.portal.actions.start_network import NetworkRefusedError, NewNetwork, start_network
from learning.portal.actions.welcome_administrator import welcome_administrator
from learning.workforce.models.organisation import Sector


class Command(BaseCommand):
    help = (
        "Makes a real network: its content as drafts, its name, one partner and the first administrator, to whom it "
        "sends a welcome with the link that sets their password. Refuses a database with people of the demonstration."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="The network's name, as certificates print it.")
        parser.add_argument("--administrator-name", required=True)
        parser.add_argument("--administrator-email", required=True)
        parser.add_argument("--partner", required=True, help="The first partner's name.")
        sectors = ", ".join(sector.value for sector in Sector if sector != Sector.NETWORK)
        parser.add_argument("--partner-sector", required=True, help=f"One of: {sectors}.")

    def handle(self, *args: Any, **options: Any) -> None:
        wishes = NewNetwork(
            name=options["name"],
            administrator_name=options["administrator_name"],
            administrator_email=options["administrator_email"],
            partner=options["partner"],
            partner_sector=options["partner_sector"],
        )
        try:
            user = start_network(wishes, timezone.localdate())
        except NetworkRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        call_command("load_content", stdout=self.stdout, stderr=self.stderr)
        request = _request_at(settings.PUBLIC_BASE_URL)
        # allauth takes the link's address from this context; its middleware sets it for a page, nobody for a command
        with request_context(request):
            welcome_administrator(user, request)
        self.stdout.write(
            f"{wishes.name} is ready. {user.email} has been sent the link that sets a password; "
            "a second factor is asked for at the first sign-in. If no e-mail arrives, check EMAIL_URL."
        )


def _request_at(base_url: str) -> HttpRequest:
    """A request whose absolute addresses are those of the public site; the e-mail's link is made from it."""
    public = urlsplit(base_url)
    request = HttpRequest()
    request.META = {"HTTP_HOST": public.netloc, "wsgi.url_scheme": public.scheme}
    request.META |= {"SERVER_NAME": public.hostname, "SERVER_PORT": str(public.port or 80), "REMOTE_ADDR": "127.0.0.1"}
    if public.scheme == "https":
        request.META["HTTP_X_FORWARDED_PROTO"] = "https"
    return request
