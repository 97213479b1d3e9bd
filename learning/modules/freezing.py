"""How a publication becomes a version: one row with everything that a learner of it reads, answers and must reach."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from .criteria import criteria_of
from .models import Change, EarlierCompletions, Kind, Module, ModulePage, ModuleVersion
from .order import keep_order
from .rich_text import without_block_keys
from .signals import version_published

if TYPE_CHECKING:
    from learning.workforce.models import User


def freeze(page: ModulePage, *, by: User | None, at: dt.datetime | None = None) -> ModuleVersion | None:
    """Keep what the live page says as the next version of its module; None where no learner could see a difference.

    The first version of a language is 1.0; then a minor change counts up the second number and a major one the first.
    Call it inside the transaction of the publication. `at` (UTC) is when it was published; otherwise now.
    """
    module = _module_of(page)
    language = page.locale.language_code
    content = content_of(page)
    content_hash = hash_of(content)
    latest = module.versions.filter(language=language).order_by("-major", "-minor").first()
    if latest is not None and latest.content_hash == content_hash:
        _name(module, page, latest)
        return None
    version = ModuleVersion.objects.create(
        module=module,
        language=language,
        **_number_and_fate(page, latest),
        **content,
        minutes=page.minutes,
        content_hash=content_hash,
        published_at=at or timezone.now(),
        published_by=by,
    )
    _name(module, page, version)
    version_published.send(sender=ModuleVersion, version=version)
    return version


def content_of(page: ModulePage) -> dict[str, Any]:
    """Everything of the page that a learner can notice, as a version keeps it."""
    body = page.stored_body
    return {
        "title": page.title,
        "summary": page.summary,
        "outcomes": page.outcome_texts,
        "level": page.level,
        "content_note": page.content_note,
        "body": body,
        "job_aid": page.frozen_job_aid(),
        "sources": page.sources(),
        "criteria": criteria_of(body, page.pass_mark_pct, session_minutes=page.session_minutes),
        "pass_mark_pct": page.pass_mark_pct,
        "refresh_months": page.refresh_months,
    }


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content in its one canonical form, in hexadecimal; keys that only the editor uses are left out."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(without_block_keys(canonical).encode()).hexdigest()


def _module_of(page: ModulePage) -> Module:
    """The identity of this page and its translations, locked so that two publications get two numbers."""
    module, _created = Module.objects.select_for_update().get_or_create(
        uuid=page.translation_key, defaults={"title": page.title, "slug": _free_slug(page)}
    )
    if page.module_id != module.pk:
        page.module = module
        ModulePage.objects.filter(pk=page.pk).update(module=module)
    return module


def _free_slug(page: ModulePage) -> str:
    """The page's own address, or with a number behind it where a module of the past has that address."""
    taken = set(
        Module.objects.filter(slug__startswith=page.slug)
        .exclude(uuid=page.translation_key)
        .values_list("slug", flat=True)
    )
    slug, number = page.slug, 1
    while slug in taken:
        number += 1
        slug = f"{page.slug}-{number}"
    return slug


def _number_and_fate(page: ModulePage, latest: ModuleVersion | None) -> dict[str, Any]:
    if latest is None:
        return {"major": 1, "minor": 0, "change": Change.MAJOR}
    if page.change != Kind.MAJOR:
        return {
            "major": latest.major,
            "minor": latest.minor + 1,
            "change": Change.MINOR,
            "what_changed": page.what_changed,
        }
    fate = EarlierCompletions(page.earlier_completions)
    return {
        "major": latest.major + 1,
        "minor": 0,
        "change": Change.MAJOR,
        "earlier_completions": fate,
        "redo_by": None if fate == EarlierCompletions.STAND else page.redo_by,
        "bridge": page.bridge if fate == EarlierCompletions.BRIDGE else None,
        "what_changed": page.what_changed,
    }


def _name(module: Module, page: ModulePage, version: ModuleVersion) -> None:
    """Let the module carry the names of its last publication; a translation names it only while nothing else does."""
    current = module.current_version
    if current is not None and version.language != settings.LANGUAGE_CODE and version.language != current.language:
        return
    module.title, module.slug, module.current_version = page.title, _free_slug(page), version
    module.save(update_fields=["title", "slug", "current_version"])
    keep_order(module, page)
