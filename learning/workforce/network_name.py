"""What the network is called: the name of its own team among the organisations, and nothing else."""

from __future__ import annotations

from django.conf import settings

from .models import Organisation


def network_name() -> str:
    """The name that letters, certificates and the editor give; until a network is started, the product's."""
    team = Organisation.objects.filter(kind=Organisation.NETWORK_KIND).order_by("pk").first()
    return team.name if team is not None else str(settings.WAGTAIL_SITE_NAME)
