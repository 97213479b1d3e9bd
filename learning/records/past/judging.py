"""What becomes of each row of a file of past completions: whom and which version it means, and what the ledger says."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from learning.workforce.models import Organisation

from ..models import Completion, ImportState, Match, PastCompletion, RowState
from ..periods import valid_from, valid_until
from ..renewal import last_of
from .columns import Columns, PastField
from .modules import ModulesKnown
from .people import PeopleHere
from .rows import PastRow, Problem
from .verdicts import Known, verdict
from .versions import NoVersion, Version, is_unversioned, version_meant

Pair = tuple[int, int]
"""A human being's lasting key, and a module's."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A row with what it means: `human` None where nobody here fits; `state` is what becomes of it."""

    row: PastRow
    human: int | None
    confidence: Match | None
    module_id: int
    version: Version
    is_assumed: bool
    state: RowState = RowState.WAITING

    @property
    def twin(self) -> tuple[str, str, int, dt.date]:
        """What two rows share that say the same of somebody who is not found."""
        return (self.row.staff_id.casefold(), self.row.email, self.module_id, self.row.completed_on)


class Interpreter:
    """Reads rows as one organisation means them; holds nothing that changes while a file is read."""

    def __init__(self, organisation: Organisation, columns: Columns) -> None:
        self.people = PeopleHere(organisation)
        self.modules = ModulesKnown(organisation)
        self.columns = columns

    def meant(self, row: PastRow) -> Meant | Problem:
        """What a row of the file means, or why it can mean nothing."""
        module_id = self.modules.find(row.module)
        if module_id is None:
            words = _("No module is called this, or more than one is.")
            fix = _("Write the title as it stands in the catalogue, or give this code to a module in your layout.")
            return self._problem(row, PastField.MODULE, row.module, words, fix)
        versions = self.modules.versions[module_id]
        try:
            version = version_meant(row.version, row.completed_on, versions)
        except NoVersion as none:
            return self._no_version(row, versions, none.found)
        human, confidence = self.people.find(row.staff_id, row.email)
        if human is not None and (left := self._after_leaving(row, human)):
            return left
        return Meant(row, human, confidence, module_id, version, is_unversioned(row.version))

    def _no_version(self, row: PastRow, versions: Iterable[Version], found: Version | None) -> Problem:
        fix = _("Write the version that it was, or “unversioned” where nobody knows.")
        if found is None:
            numbers = get_text_list([one.number for one in versions], _("and"))
            words = _("There is no such version. Those that came out are %(numbers)s.") % {"numbers": numbers}
        else:
            day = date_format(found.since, "j F Y")
            words = _("This version came out on %(day)s, after the day of completion.") % {"day": day}
        return self._problem(row, PastField.VERSION, row.version, words, fix)

    def _after_leaving(self, row: PastRow, human: int) -> Problem | None:
        last = self.people.last_day(human)
        if last is None or row.completed_on <= last:
            return None
        words = _("By your return, the last day of this person with you was %(day)s.")
        day = date_format(row.completed_on, "d/m/Y")
        said = words % {"day": date_format(last, "j F Y")}
        fix = _("Check the day. What people finish after they left is not yours to record.")
        return self._problem(row, PastField.COMPLETED_ON, day, said, fix)

    def _problem(self, row: PastRow, field: PastField, value: str, message: str, fix: str) -> Problem:
        return Problem(row.number, self.columns.heading(field), value[:240], message, fix)


class Ledger:
    """What is known of some people and modules, and of the rows that wait; what is judged new is known from then on."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._known: dict[Pair, list[Known]] = defaultdict(list)
        self._waiting: set[tuple[str, str, int, dt.date]] = set()

    def read(self, several: Collection[Meant]) -> None:
        """Read what there is about these rows, and add it to what is known."""
        humans = {one.human for one in several if one.human is not None}
        modules = {one.module_id for one in several}
        for pair, known in completions_of(humans, modules).items():
            self._known[pair] += known
        waiting = PastCompletion.objects.filter(
            batch__organisation=self._organisation,
            batch__state=ImportState.RECORDED,
            state__in=(RowState.WAITING, RowState.ASIDE),
            completed_on__in={one.row.completed_on for one in several if one.human is None},
        )
        for staff_id, email, module_id, day in waiting.values_list(
            "staff_id", "email", "version__module_id", "completed_on"
        ):
            self._waiting.add((staff_id.casefold(), email, module_id, day))

    def judge(self, one: Meant) -> Meant:
        """The row with its state, as the ledger stands and as rows before it change that."""
        if one.human is None:
            state = RowState.DUPLICATE if one.twin in self._waiting else RowState.WAITING
            self._waiting.add(one.twin)
            return replace(one, state=state)
        known = self._known[one.human, one.module_id]
        state = verdict(one.row.completed_on, known)
        if state == RowState.NEW:
            known.append(Known(one.row.completed_on, self.validity(one)[1]))
        return replace(one, state=state)

    def validity(self, one: Meant) -> tuple[dt.date, dt.date | None]:
        """First and last valid day by the ledger's own rule; nobody knows when it was begun, so on the day itself."""
        day = one.row.completed_on
        known = self._known[one.human, one.module_id] if one.human is not None else []
        before = [each.until for each in known if each.stands and each.on < day]
        first = valid_from(day, day, last_of(before))
        return first, valid_until(first, one.version.refresh_months)


def completions_of(humans: Collection[int], modules: Collection[int]) -> dict[Pair, list[Known]]:
    """What the ledger knows of these human beings and modules; what an undone file once said it knows no more."""
    undone = PastCompletion.objects.filter(
        batch=OuterRef("import_batch"), number=OuterRef("import_row"), state=RowState.WITHDRAWN
    )
    rows = Completion.objects.filter(
        Q(person__in=humans) | Q(person__merged_into__in=humans), ~Exists(undone), module__in=modules
    )
    found: dict[Pair, list[Known]] = defaultdict(list)
    columns = ("person_id", "person__merged_into_id", "module_id", "completed_on", "valid_until", "correction")
    for person, merged_into, module, on, until, correction in rows.values_list(*columns):
        found[merged_into or person, module].append(Known(on, until, correction is None))
    return found
