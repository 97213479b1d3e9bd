"""Begin a module from the example, or from a copy of another one."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from learning.workforce.models import User

from ..example_module import example_fields
from ..models import CataloguePage, ModulePage
from ..permissions import may_edit, may_write_modules


def start_from_example(by: User, catalogue: CataloguePage, title: str) -> ModulePage:
    """A draft with each kind of block that needs no file, each saying what it is for.

    Raises PermissionDenied where the login may not write modules.
    """
    if not may_write_modules(by):
        raise PermissionDenied
    with transaction.atomic():
        page = ModulePage(title=title, slug=_free_slug(catalogue, title), owner=by, live=False, **example_fields())
        catalogue.add_child(instance=page)
        page.save_revision(user=by)
    return page


def start_from_copy(by: User, original: ModulePage, title: str) -> ModulePage:
    """A draft with the newest content of `original`; it is a module of its own, with block ids of its own.

    Raises PermissionDenied where the login may not write modules or may not open the original.
    """
    if not may_write_modules(by) or not may_edit(by, original):
        raise PermissionDenied
    catalogue = original.get_parent()
    with transaction.atomic():
        copy: ModulePage = original.copy(
            update_attrs={"title": title, "slug": _free_slug(catalogue, title), "owner": by},
            copy_revisions=False,
            keep_live=False,
            user=by,
        )
        give_new_ids(copy, by)
    return copy


def give_new_ids(page: ModulePage, by: User | None = None) -> None:
    """Answers, reflections and figures point at block ids, so two modules never share one."""
    draft = page.get_latest_revision_as_object()
    for name in ("body", "outcomes", "job_aid_points", "go_further"):
        setattr(draft, name, renewed(getattr(draft, name).get_prep_value()))
    draft.save_revision(user=by)
    if not page.live:
        draft.save()


def renewed(stored: Any) -> Any:
    """The stored blocks with a new id wherever one stands."""
    if isinstance(stored, dict):
        return {key: str(uuid.uuid4()) if key == "id" else renewed(part) for key, part in stored.items()}
    if isinstance(stored, (list, tuple)):
        return [renewed(part) for part in stored]
    return stored


def _free_slug(catalogue: Any, title: str) -> str:
    wished = slugify(title)[:240] or "module"
    taken = set(catalogue.get_children().filter(slug__startswith=wished).values_list("slug", flat=True))
    slug, number = wished, 1
    while slug in taken:
        number += 1
        slug = f"{wished}-{number}"
    return slug


def title_of_copy(original: ModulePage) -> str:
    """What a copy is called until its author calls it otherwise."""
    return _("Copy of %(title)s") % {"title": original.title}
