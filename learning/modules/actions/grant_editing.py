"""The groups of the page editor, and what each may do there."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from ..groups import ADMINISTRATORS, REVIEWERS, TRAINERS
from ..models import REVIEWS, CataloguePage, Source, SubjectHeading

# Wagtail's own two groups would let editors onto every page; nobody is put into them here.
_WRITING: Final = ("add_page", "change_page", "view_page")
_PAGES: Final = (*_WRITING, "publish_page")
_FILES: Final = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)


@transaction.atomic
def grant_editing() -> tuple[Group, Group]:
    """Make the editor's groups with their permissions, as far as missing; returns trainers and administrators.

    Trainers write below the catalogue and keep the sources; what they write goes out when its reviewers agree.
    Administrators keep every page and list, and name the reviewers. Reviewers open what waits for them, and no more.
    """
    trainers, _created = Group.objects.get_or_create(name=TRAINERS)
    administrators, _created = Group.objects.get_or_create(name=ADMINISTRATORS)
    for catalogue in CataloguePage.objects.all():
        _grant_pages(trainers, catalogue, _WRITING)
    _grant_pages(administrators, Page.get_first_root_node(), (*_PAGES, "lock_page", "unlock_page", "bulk_delete_page"))
    root = Collection.get_first_root_node()
    for group in (trainers, administrators):
        for permission in Permission.objects.filter(codename__in=_FILES):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        for codename in ("add_source", "change_source", "view_source"):
            group.permissions.add(_permission(Source._meta.app_label, codename))
    reviewers, _created = Group.objects.get_or_create(name=REVIEWERS)
    reviewers.permissions.add(_permission("wagtailadmin", "access_admin"))
    administrators.permissions.add(_permission("wagtailcore", "change_workflow"))
    for review in REVIEWS:
        administrators.permissions.add(_permission(review._meta.app_label, f"change_{review._meta.model_name}"))
    for codename in ("add_subjectheading", "change_subjectheading", "view_subjectheading"):
        administrators.permissions.add(_permission(SubjectHeading._meta.app_label, codename))
    return trainers, administrators


def _grant_pages(group: Group, page: Page, codenames: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
