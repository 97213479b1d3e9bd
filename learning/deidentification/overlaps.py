"""From many findings, some over one another, to findings side by side that cover the same text."""

from collections.abc import Iterable
from dataclasses import replace

from learning.deidentification.findings import SURENESS, Finding, Kind

# Of two findings over the same words the more telling kind is kept.
RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            Kind.EMAIL,
            Kind.WEB_ADDRESS,
            Kind.ADDRESS,
            Kind.POSTCODE,
            Kind.DATE_OF_BIRTH,
            Kind.SCHOOL,
            Kind.NI_NUMBER,
            Kind.UPN,
            Kind.NHS_NUMBER,
            Kind.VEHICLE_REGISTRATION,
            Kind.PHONE,
            Kind.DATE,
            Kind.CASE_REFERENCE,
            Kind.RARE_EVENT,
            Kind.RARE_OCCUPATION,
            Kind.RARE_HEALTH,
            Kind.RELIGION,
            Kind.ETHNICITY,
            Kind.EXACT_AGE,
            Kind.PERSON,
            Kind.NICKNAME,
            Kind.ORGANISATION,
            Kind.PLACE,
            Kind.INITIALS,
        )
    )
}


def resolve(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """`findings` without overlaps, in the order of the text, covering every character that any of them covered.

    A wider finding swallows what lies inside it, but a phrase ("the Tyrell Jones murder") never swallows a name: that
    would leave somebody named without a direct finding. Where two cross, the lower-ranked one keeps what is left.
    """
    given = list(findings)
    inside = _inside_phrases(text, given)
    ordered = sorted(
        given,
        key=lambda f: (
            f not in inside,
            *(-(f.end - f.start), f.severity != "direct", SURENESS[f.confidence], RANK[f.kind], f.start),
        ),
    )
    owner: list[Finding | None] = [None] * len(text)
    kept: list[Finding] = []
    for finding in ordered:
        start = finding.start
        while start < finding.end:
            while start < finding.end and owner[start] is not None:
                start += 1
            end = start
            while end < finding.end and owner[end] is None:
                end += 1
            piece = text[start:end]
            if any(c.isalnum() for c in piece):
                inner_start = start + len(piece) - len(piece.lstrip(" ,;.()\t\n"))
                inner_end = end - (len(piece) - len(piece.rstrip(" ,;()\t\n")))
                if (start, end) == (finding.start, finding.end):
                    inner_start, inner_end = start, end
                part = replace(finding, start=inner_start, end=inner_end)
                kept.append(part)
                owner[inner_start:inner_end] = [part] * (inner_end - inner_start)
            start = end
    return _joined(text, _closed(text, sorted(kept), ordered))


PHRASES = frozenset({Kind.RARE_EVENT, Kind.RARE_OCCUPATION})


def _inside_phrases(text: str, findings: list[Finding]) -> set[Finding]:
    """The direct findings inside rare events and jobs; a condition may bear a physician's name."""
    phrases = bytearray(len(text))
    for finding in findings:
        if finding.kind in PHRASES:
            phrases[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    return {f for f in findings if f.severity == "direct" and phrases[f.start] and phrases[f.end - 1]}


def _closed(text: str, kept: list[Finding], given: list[Finding]) -> list[Finding]:
    """The findings with the marks between two of them that a third, wider one had covered: "WHITTAKER, Jordan"."""
    covered = bytearray(len(text))
    for finding in given:
        covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    closed: list[Finding] = []
    for finding in kept:
        before = closed[-1] if closed else None
        gap = text[before.end : finding.start].rstrip() if before else ""
        if before and gap and len(gap) <= LONGEST_GAP and all(covered[before.end : before.end + len(gap)]):
            closed[-1] = replace(before, end=before.end + len(gap))
        closed.append(finding)
    return closed


LONGEST_GAP = 4


def _joined(text: str, findings: list[Finding]) -> list[Finding]:
    """Parts of one address that nothing but a comma keeps apart are one finding."""
    joined: list[Finding] = []
    for finding in findings:
        before = joined[-1] if joined else None
        if (
            before
            and before.kind is finding.kind is Kind.ADDRESS
            and text[before.end : finding.start].strip(" ,") == ""
        ):
            joined[-1] = replace(before, end=finding.end)
        else:
            joined.append(finding)
    return joined
