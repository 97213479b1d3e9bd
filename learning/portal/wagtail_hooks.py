"""The editor looks like a part of the site: its name, its mark, its colours and its letters."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .actions.plant_page import PLANTED


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/branding.css"))


@hooks.register("register_log_actions")
def pages_that_come_along(actions: LogActionRegistry) -> None:
    """So that the history of such a page says where it comes from."""
    actions.register_action(PLANTED, _("Made with the site"), _("Made when the content of the site was loaded"))
