"""Which module a file means by a word: the partner's own code for it, its address, or its title, in this order.

Codes and addresses mean what they say but for capitals; of a title, marks and spaces may differ as well.
"""

from __future__ import annotations

from collections import defaultdict

from django.utils import timezone

from learning.modules.models import Module, ModuleVersion
from learning.workforce.models import Organisation
from learning.workforce.returns.columns import normalised

from ..models import ModuleCode
from .versions import Version


class ModulesKnown:
    """Every module that was ever published, by each word for it; what is retired was learnt too."""

    def __init__(self, organisation: Organisation) -> None:
        self.versions: dict[int, list[Version]] = defaultdict(list)
        titles: dict[str, set[int]] = defaultdict(set)
        rows = ModuleVersion.objects.order_by("major", "minor", "pk")
        columns = ("pk", "major", "minor", "published_at", "refresh_months", "module_id", "title")
        for pk, major, minor, published_at, refresh_months, module_id, title in rows.values_list(*columns):
            since = timezone.localdate(published_at)
            self.versions[module_id].append(Version(pk, major, minor, since, refresh_months))
            titles[normalised(title)].add(module_id)
        slugs: dict[str, set[int]] = defaultdict(set)
        for pk, slug, title in Module.objects.filter(pk__in=self.versions).values_list("pk", "slug", "title"):
            slugs[slug.casefold()].add(pk)
            titles[normalised(title)].add(pk)
        codes: dict[str, set[int]] = defaultdict(set)
        for code, pk in ModuleCode.objects.filter(organisation=organisation).values_list("code", "module_id"):
            if pk in self.versions:
                codes[code.casefold()].add(pk)
        self._words = (codes, slugs, titles)

    def find(self, written: str) -> int | None:
        """The module's primary key; None where no module is called so, or more than one."""
        for words, word in zip(self._words, (written.casefold(), written.casefold(), normalised(written)), strict=True):
            if found := words.get(word, set()):
                return next(iter(found)) if len(found) == 1 else None
        return None
