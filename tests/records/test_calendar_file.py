"""The calendar file, read back as RFC 5545 says."""

import datetime as dt
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from learning.records.calendar_file import LONGEST_LINE, Event, calendar_file, fold

MADE = dt.datetime(2026, 2, 28, 9, 30, tzinfo=dt.UTC)
EVENT = Event(
    uid="b5f2@learning.example",
    sequence=0,
    changed_at=MADE,
    starts_at=dt.datetime(2026, 7, 1, 14, 0, tzinfo=dt.timezone(dt.timedelta(hours=1))),
    ends_at=dt.datetime(2026, 7, 1, 15, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
    summary="Talking with young people; first steps, together",
    description="Bring a pen.\nStep-free.",
    location="Room 2, Northgate House",
    url="https://learning.example/sessions/b5f2/",
    organiser='The "Network": team',
    organiser_address="noreply@learning.example",
)


def read(file: bytes) -> dict[str, str]:
    """Unfolded, one value a property; text unescaped."""
    unfolded = re.sub(r"\r\n[ \t]", "", file.decode())
    assert unfolded.endswith("END:VCALENDAR\r\n")
    found = {}
    for line in unfolded.removesuffix("\r\n").split("\r\n"):
        name, _colon, value = line.partition(":")
        found[name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
    return found


def test_the_event_says_when_where_and_what() -> None:
    said = read(calendar_file(EVENT, MADE))
    assert (said["DTSTART"], said["DTEND"]) == ("20260701T130000Z", "20260701T143000Z")
    assert (said["METHOD"], said["STATUS"], said["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", "0")
    assert said["SUMMARY"] == EVENT.summary
    assert said["DESCRIPTION"] == EVENT.description
    assert said["LOCATION"] == EVENT.location
    assert "ORGANIZER;CN=\"The 'Network'" in said


def test_separators_and_line_ends_are_escaped() -> None:
    text = calendar_file(EVENT, MADE).decode()
    assert "SUMMARY:Talking with young people\\; first steps\\, together\r\n" in text
    assert "DESCRIPTION:Bring a pen.\\nStep-free.\r\n" in text


def test_a_cancellation_is_of_the_same_event_and_a_later_sequence() -> None:
    told = read(calendar_file(EVENT, MADE))
    off = read(calendar_file(replace(EVENT, cancelled=True, sequence=3), MADE))
    assert (off["METHOD"], off["STATUS"]) == ("CANCEL", "CANCELLED")
    assert off["UID"] == told["UID"]
    assert int(off["SEQUENCE"]) > int(told["SEQUENCE"])


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    file = calendar_file(replace(EVENT, summary="Über 日本 " * 40), MADE)
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert all(line.decode() is not None for line in lines)
    assert read(file)["SUMMARY"] == "Über 日本 " * 40


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=400))
def test_whatever_is_folded_unfolds_to_itself(line: str) -> None:
    folded = fold(line)
    assert all(len(part) <= LONGEST_LINE for part in folded.split(b"\r\n"))
    assert folded.decode().replace("\r\n ", "").removesuffix("\r\n") == line


@given(st.text(max_size=200))
def test_no_text_can_start_a_property_of_its_own(text: str) -> None:
    unfolded = re.sub(r"\r\n[ \t]", "", calendar_file(replace(EVENT, summary=text, description=text), MADE).decode())
    assert len(re.findall(r"^BEGIN:VEVENT\r$", unfolded, re.M)) == 1
    # An empty description is left out; the summary stands, empty or not.
    assert len(unfolded.split("\r\n")) in (21, 22)
