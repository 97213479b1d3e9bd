"""Give a partner the entries of the ledger that it has not had yet: each once, with a receipt."""

from __future__ import annotations

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.agreements import grade_on
from learning.workforce.calling import is_by_name
from learning.workforce.models import Grade, Organisation, User
from learning.workforce.resting import let_others_write

from ..going_back import CHUNK, file_of, new_completions, new_withdrawals
from ..models import DownloadField, DownloadLayout, DownloadReceipt, GivenEntry
from ..permissions import may_exchange
from ..refusals import ImportRefused

NAMES = (DownloadField.FIRST_NAME, DownloadField.LAST_NAME)


def begin_download(by: User | None, organisation: Organisation) -> DownloadReceipt:
    """A receipt for what is new since the last one; the job goes on with `make_download`.

    While one is being made there is no other: whoever asks meanwhile gets that one.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today. `by` None: the product itself.
        ImportRefused: nothing is new, or the partner returns headcounts only.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
        if by is not None and not may_exchange(by, organisation, timezone.localdate()):
            raise PermissionDenied
        receipts = DownloadReceipt.objects.filter(organisation=organisation)
        if (being_made := receipts.filter(until=None).first()) is not None:
            return being_made
        grade = grade_on(organisation, timezone.localdate())
        if grade == Grade.HEADCOUNT:
            raise ImportRefused(_("You send headcounts only, so nobody's completions go out. Change that first."))
        if not new_completions(organisation).exists() and not new_withdrawals(organisation).exists():
            raise ImportRefused(_("Nothing is new since your last download. Its file is still below."))
        layout = DownloadLayout.objects.filter(organisation=organisation).first() or DownloadLayout()
        before = receipts.aggregate(number=Max("number"), until=Max("until"))
        receipt = DownloadReceipt.objects.create(
            organisation=organisation,
            number=(before["number"] or 0) + 1,
            since=before["until"],
            columns=[one for one in layout.columns if is_by_name(grade) or one[0] not in NAMES],
            days_as=layout.days_as,
            kind=layout.kind,
            made_by=by,
        )
        record(
            "completion_download.asked_for",
            by=by or ActorKind.SYSTEM,
            on=receipt,
            organisation_id=organisation.pk,
            detail={"number": receipt.number},
        )
    return receipt


def make_download(receipt_id: int) -> None:
    """Mark chunk after chunk as given, then make the file; safe to call again after it died at any point."""
    is_made = False
    while not is_made:
        while _give_some(receipt_id):
            let_others_write()
        receipt = DownloadReceipt.objects.select_related("organisation").get(pk=receipt_id)
        entries = receipt.entries.count()
        is_made = receipt.until is not None or _finish(receipt, file_of(receipt), entries)


def _give_some(receipt_id: int) -> bool:
    """Mark the next chunk as given; False once nothing is new any more."""
    with transaction.atomic():
        receipt = DownloadReceipt.objects.select_for_update(of=("self",)).get(pk=receipt_id)
        if receipt.until is not None:
            return False
        organisation = receipt.organisation
        completions = list(new_completions(organisation).values_list("pk", flat=True)[:CHUNK])
        room = CHUNK - len(completions)
        withdrawn = list(new_withdrawals(organisation).values_list("pk", flat=True)[:room])
        GivenEntry.objects.bulk_create(
            GivenEntry(receipt=receipt, organisation=organisation, completion_id=pk, withdrawn=is_withdrawn)
            for keys, is_withdrawn in ((completions, False), (withdrawn, True))
            for pk in keys
        )
        return bool(completions or withdrawn)


def _finish(receipt: DownloadReceipt, content: bytes, entries: int) -> bool:
    """Keep the file and close the receipt; of two that made it at once the first one's counts.

    False where the receipt holds more than the `entries` it held before the file was made: a second worker found
    something newer meanwhile, which would be counted as given and stand in no file.
    """
    now = timezone.now()
    with transaction.atomic():
        row = DownloadReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
        if row.until is not None:
            return True
        if row.entries.count() != entries:
            return False
        row.until, row.content, row.sha256 = now, content, hashlib.sha256(content).hexdigest()
        row.rows = row.entries.filter(withdrawn=False).count()
        row.withdrawn = row.entries.filter(withdrawn=True).count()
        row.save(update_fields=["until", "content", "sha256", "rows", "withdrawn"])
        record(
            "completion_download.made",
            by=row.made_by or ActorKind.SYSTEM,
            on=row,
            organisation_id=row.organisation_id,
            detail={"rows": row.rows, "withdrawn": row.withdrawn, "sha256": row.sha256},
        )
    return True


def take_file(by: User, receipt: DownloadReceipt) -> bytes:
    """The file of a receipt, the same to the byte each time.

    Raises PermissionDenied; ImportRefused: not made yet, no longer kept, or it says more of people than the partner
    returns today.
    """
    with transaction.atomic():
        if not may_exchange(by, receipt.organisation, timezone.localdate()):
            raise PermissionDenied
        if _tells_too_much(receipt):
            raise ImportRefused(
                _("This file was made when you returned more of your people than today, so it is no longer handed out.")
            )
        content = DownloadReceipt.objects.values_list("content", flat=True).get(pk=receipt.pk)
        if content is None and receipt.until is not None:
            raise ImportRefused(_("This file was kept for a year, and that is over. Its receipt stays."))
        if content is None:
            raise ImportRefused(_("The file is not made yet. Wait a moment and try again."))
        record("completion_download.taken", by=by, on=receipt, organisation_id=receipt.organisation_id)
    return bytes(content)


def _tells_too_much(receipt: DownloadReceipt) -> bool:
    """Whether the file names people otherwise than the partner returns them today.

    Where headcounts alone are returned, even rows without a name are of one person each.
    """
    grade = grade_on(receipt.organisation, timezone.localdate())
    columns = {field for field, _heading in receipt.columns}
    return grade == Grade.HEADCOUNT or (grade == Grade.STAFF_NUMBER and bool(columns & {*NAMES}))
