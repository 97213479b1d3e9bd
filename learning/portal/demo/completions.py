"""One invented trust gives past completions from its own records, and has taken completions back once."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Final

from django.core.files.base import ContentFile

from learning.modules.models import Module
from learning.records.actions.download_completions import begin_download, make_download
from learning.records.actions.match_past_completion import record_and_match
from learning.records.actions.read_past_completions import read_past, receive_past
from learning.records.actions.record_past_completions import begin_recording
from learning.records.models import Completion, CompletionImport, DaysAs, DownloadLayout, DownloadReceipt, ModuleCode
from learning.workforce.agreements import has_agreement
from learning.workforce.models import Employment, Organisation

TRUST: Final = "midshire-acute-hospitals-nhs-trust"
MODULE: Final = "sharing-information-safely"
FILE: Final = "esr_training_history_invented.csv"
HEADINGS: Final = ("Employee Number", "Course Code", "Date Achieved", "Version", "Certificate No", "Source")
ROWS, YEARS_AGO = 14, 4
COLUMNS: Final = (
    ("staff_id", "Employee Number"),
    ("code", "Competence Code"),
    ("module", "Competence Name"),
    ("completed", "Date From"),
    ("valid_until", "Date To"),
    ("status", "Status"),
)


def load_download() -> None:
    """A layout with codes as the NHS's staff record has them, and one receipt. Once."""
    trust = Organisation.objects.filter(slug=TRUST, is_invented=True).first()
    if trust is None or DownloadReceipt.objects.filter(organisation=trust).exists():
        return
    DownloadLayout.objects.get_or_create(
        organisation=trust, defaults={"columns": [list(one) for one in COLUMNS], "days_as": DaysAs.WITH_MONTH}
    )
    coded = ModuleCode.objects.filter(organisation=trust).values("module")
    for number, module in enumerate(Module.objects.published().exclude(pk__in=coded).order_by("pk"), start=1):
        code = f"999|LOCAL|Trauma and Violence {number:02}|"
        ModuleCode.objects.get_or_create(organisation=trust, module=module, defaults={"code": code})
    make_download(begin_download(None, trust).pk)


def load_past_completions(day: dt.date) -> None:
    """A recorded file of old completions, with two rows that wait and one that cannot be read. Once."""
    trust = Organisation.objects.filter(slug=TRUST, is_invented=True).first()
    if trust is None or not has_agreement(trust, day) or CompletionImport.objects.filter(organisation=trust).exists():
        return
    batch = receive_past(None, trust, ContentFile(_file(trust, day).encode()), FILE)
    read_past(batch.pk)
    begin_recording(None, batch)
    record_and_match(batch.pk)


def _file(trust: Organisation, day: dt.date) -> str:
    """Of people who were there so long ago and have not taken the module here since: it has run out for all of them."""
    long_ago = day - dt.timedelta(days=365 * YEARS_AGO)
    taken = Completion.objects.filter(module__slug=MODULE).values("person")
    posts = Employment.objects.in_post(long_ago).confirmed().filter(organisation=trust).exclude(staff_id="")
    code = ModuleCode.objects.get(organisation=trust, module__slug=MODULE).code
    numbers = list(posts.exclude(person__in=taken).order_by("pk").values_list("staff_id", flat=True)[:ROWS])
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEADINGS)
    for number, staff_id in enumerate(numbers):
        achieved = long_ago + dt.timedelta(days=number)
        rows.writerow([staff_id, code, f"{achieved:%d/%m/%Y}", "", f"INVENTED-{number + 1:03}", "ESR"])
    for staff_id in ("LEFT-0417", "BANK-2281"):
        rows.writerow([staff_id, code, f"{long_ago:%d/%m/%Y}", "", "INVENTED-900", "ESR"])
    rows.writerow([numbers[0] if numbers else "1", code, "31/02/2022", "", "", "ESR"])
    return text.getvalue()
