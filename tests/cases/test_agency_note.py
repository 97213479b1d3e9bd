"""The note says question, advice and decision, and neither case nor person."""

from __future__ import annotations

import datetime as dt

from learning.cases.agency_note import Advice, note_of


def test_the_whole_note() -> None:
    note = note_of(
        question="How do we keep the door open?",
        held_on=dt.date(2026, 2, 27),
        sectors=["Health", "Local government"],
        advice=[
            Advice("Meet in the same room.", "the youth worker", dt.date(2026, 3, 5), "Adapted", "Another room."),
            Advice("Ask at school.", "the mentor", None),
        ],
    )
    assert note == (
        "Case consultation: advice from colleagues of other agencies\n\n"
        "Day: 27 February 2026\n"
        "Kinds of service that took part: Health, Local government\n\n"
        "Question\nHow do we keep the door open?\n\n"
        "Advice, and what was decided\n"
        "1. Meet in the same room.\n"
        "   By whom: the youth worker. Until: 5 March 2026\n"
        "   Decided: Adapted\n"
        "   Another room.\n"
        "2. Ask at school.\n"
        "   By whom: the mentor\n"
        "   Decided: not yet\n\n"
        "The consultation was about a case that named nobody. It is advice, and no referral."
    )
