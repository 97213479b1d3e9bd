"""The workforce returns of the invented partners: each sent one some days ago, and one has a new file waiting."""

from __future__ import annotations

import csv
import datetime as dt
import io

from django.core.files.base import ContentFile

from learning.workforce.actions.compare_return import compare_return
from learning.workforce.actions.match_return import choose_titles
from learning.workforce.actions.receive_return import receive_return
from learning.workforce.models import (
    Employment,
    Organisation,
    ReturnKind,
    ReturnState,
    SharingAgreement,
    WorkforceReturn,
)
from learning.workforce.models.employment import EmploymentSource

from .network import moment_on

SENT_DAYS_AGO = 18  # Longer ago than a return can be undone: what would be taken back is not loaded.
WAITING_AT = "Midshire Police"
TITLES = {
    "frontline_direct": "Police Constable",
    "corporate": "Finance Officer",
    "supervisors": "Sergeant",
    "leaders": "Superintendent",
    "public_contact": "Front Desk Officer",
    "enhanced": "Exploitation Detective",
    "specialist": "Forensic Psychologist",
    "volunteers": "Special Constable, volunteer",
}
HEADINGS = (
    "Employee Number",
    "Forename",
    "Surname",
    "Organisation",
    "Position Title",
    "Latest Start Date",
    "Termination Date",
)
LEFT_OUT, RENAMED, MOVED, NO_SUCH_DAY, NO_SUCH_TITLE = (5, 17, 40), 25, (20, 21), 11, 8


def load_returns(day: dt.date) -> None:
    """Twice adds nothing: who has a return already gets none."""
    for partner in Organisation.objects.filter(is_invented=True).exclude(kind=Organisation.NETWORK_KIND):
        posts = Employment.objects.standing().filter(organisation=partner, source=EmploymentSource.RETURN)
        if posts.exists() and not WorkforceReturn.objects.filter(organisation=partner).exists():
            _load_sent(partner, day - dt.timedelta(days=SENT_DAYS_AGO))


def load_waiting_return(day: dt.date) -> None:
    """One more file, compared with all that stands: after everybody has joined and their statuses are counted."""
    waiting = Organisation.objects.filter(name=WAITING_AT, is_invented=True).first()
    if waiting and not WorkforceReturn.objects.filter(organisation=waiting, state=ReturnState.COMPARED).exists():
        _load_waiting(waiting, day)


def _load_sent(partner: Organisation, as_at: dt.date) -> None:
    posts = Employment.objects.standing().filter(organisation=partner, source=EmploymentSource.RETURN)
    people = posts.values("person").distinct().count()
    moment = moment_on(as_at, dt.time(14, 6))
    batch = WorkforceReturn.objects.create(
        organisation=partner,
        kind=ReturnKind.FILE,
        state=ReturnState.COMMITTED,
        as_at=as_at,
        is_full=True,
        file_name="staff_list_invented.xlsx",
        rows=posts.count(),
        joiners=people,
        created_at=moment,
        compared_at=moment,
        committed_at=moment,
        followed_at=moment,
    )
    posts.update(batch=batch)


def _load_waiting(partner: Organisation, day: dt.date) -> None:
    """A file with a few of everything: who joined, left, moved, changed a name, and two rows to look at."""
    if not SharingAgreement.objects.on(day).filter(organisation=partner).exists():
        return
    file = ContentFile(_written(partner, day).encode(), name="staff_list_invented_new.csv")
    batch = receive_return(None, partner, file, as_at=day, is_full=True)
    choose_titles(None, batch, {title: slug for slug, title in TITLES.items()})
    compare_return(batch.pk)


def _written(partner: Organisation, day: dt.date) -> str:
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(["Every person in this list is invented"])
    rows.writerow(HEADINGS)
    posts = Employment.objects.in_post(day).confirmed().filter(organisation=partner)
    for number, post in enumerate(posts.select_related("person", "team", "role_group").order_by("pk")):
        if number not in LEFT_OUT:
            rows.writerow(_row(number, post))
    for number in range(6):
        start = f"{day - dt.timedelta(days=10):%d/%m/%Y}"
        rows.writerow([90000 + number, "Newcomer", f"Invented {number + 1}", "", "Police Constable", start, ""])
    return text.getvalue()


def _row(number: int, post: Employment) -> list[str]:
    title = "Sergeant" if number in MOVED else TITLES[post.role_group.slug]
    return [
        post.staff_id,
        post.person.given_name,
        post.person.family_name + ("-Amadi" if number == RENAMED else ""),
        post.team.name if post.team else "",
        "Quartermaster, temporary" if number == NO_SUCH_TITLE else title,
        "31/02/2025" if number == NO_SUCH_DAY else f"{post.start:%d/%m/%Y}",
        "",
    ]
