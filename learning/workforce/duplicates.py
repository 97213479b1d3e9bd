"""Which two rows may be one human being: they share an e-mail address, or a staff number of one employer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from .addresses import addresses_known_to
from .models import Employment, Organisation, PairOpinion, Person, PersonEmail

LASTING: Final = Coalesce("person__merged_into_id", "person_id")
EMAIL, STAFF_ID = "email", "staff_id"


@dataclass(frozen=True)
class Pair:
    """Two lasting rows, the one with the smaller key first, and what they share."""

    first: Person
    second: Person
    shared: str
    """`EMAIL` or `STAFF_ID`."""
    value: str

    @property
    def keys(self) -> tuple[int, int]:
        return self.first.pk, self.second.pk

    @property
    def both_sign_in(self) -> bool:
        """Whether each has a login; those of rows merged into them count too (prefetch `merged_from`)."""
        return all(
            row.user_id is not None or any(one.user_id is not None for one in row.merged_from.all())
            for row in (self.first, self.second)
        )


def pairs_within(organisation: Organisation) -> list[Pair]:
    """Among the people whom the organisation itself lists; what it or the person called two is left out."""
    posts = Employment.objects.standing().confirmed().filter(organisation=organisation)
    told = PairOpinion.objects.filter(organisation=organisation) | PairOpinion.objects.filter(organisation=None)
    emails = addresses_known_to(organisation).filter(person__in=posts.values("person"))
    return _pairs(told, emails, posts)


def pairs_everywhere() -> list[Pair]:
    """Over all employers, for an administrator; what the person or an administrator called two is left out."""
    posts = Employment.objects.standing().confirmed()
    return _pairs(PairOpinion.objects.filter(organisation=None, is_same=False), PersonEmail.objects.all(), posts)


def _pairs(told: QuerySet[PairOpinion], emails: QuerySet[PersonEmail], posts: QuerySet[Employment]) -> list[Pair]:
    settled = set(told.values_list("first_id", "second_id"))
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for shared, value, keys in (*_sharing(emails, EMAIL), *_sharing(posts.exclude(staff_id=""), STAFF_ID)):
        first, *others = sorted(keys)
        for other in others:
            found.setdefault((first, other), (shared, value))
    wanted = [pair for pair in found if pair not in settled]
    people = Person.objects.filter(erased_at=None).prefetch_related("merged_from")
    rows = people.in_bulk({key for pair in wanted for key in pair})
    return [
        Pair(rows[first], rows[second], *found[first, second])
        for first, second in sorted(wanted)
        if first in rows and second in rows
    ]


def _sharing(rows: QuerySet[Any], column: str) -> Iterator[tuple[str, str, set[int]]]:
    """What is shared, its value, and the lasting keys of those who share it."""
    groups = [column] if column == EMAIL else [column, "organisation_id"]
    shared = rows.order_by().values(*groups).annotate(people=Count(LASTING, distinct=True)).filter(people__gt=1)
    values = {row[column] for row in shared}
    wanted = {tuple(row[name] for name in groups) for row in shared}
    keys: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for *group, lasting in rows.filter(**{f"{column}__in": values}).order_by().values_list(*groups, LASTING):
        keys[tuple(group)].add(lasting)
    for group in sorted(wanted, key=str):
        yield column, str(group[0]), keys[group]


def pair_of(pairs: Iterable[Pair], said: str) -> Pair | None:
    """The pair, of those that are suggested, that a form names by both keys: 3-7."""
    return next((pair for pair in pairs if f"{pair.first.pk}-{pair.second.pk}" == said), None)
