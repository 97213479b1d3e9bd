from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from learning.modules.groups import TRAINERS

_WRITING: Final = ("change_page", "view_page")


def grant_case_writing(library: Page) -> None:
    """Trainers change what stands in the library, as far as they could not yet: they start nothing there.

    Given with the first case to be written, so that a library that was made long ago needs no other step.
    """
    trainers, _created = Group.objects.get_or_create(name=TRAINERS)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=_WRITING):
        GroupPagePermission.objects.get_or_create(group=trainers, page=library, permission=permission)
