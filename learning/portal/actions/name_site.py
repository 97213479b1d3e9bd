"""Call the site in the page editor what the network is called; without a name it would be "localhost" there."""

from __future__ import annotations

from wagtail.models import Site

from learning.workforce.network_name import network_name


def name_site() -> None:
    """Make the default site's name that of the network, from which alone it comes."""
    for site in Site.objects.filter(is_default_site=True).exclude(site_name=network_name()):
        site.site_name = network_name()
        site.save(update_fields=["site_name"])
