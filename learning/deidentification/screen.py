"""The screening for identifiers: text in, findings out. Nothing is stored, logged or sent."""

from collections.abc import Iterable

from learning.deidentification import lexicon as local_names
from learning.deidentification import repetition, roles
from learning.deidentification.capitals import Capitals
from learning.deidentification.detectors import (
    address,
    case_reference,
    date,
    date_of_birth,
    email,
    ethnicity,
    exact_age,
    initials,
    named_places,
    nhs_number,
    ni_number,
    person,
    phone,
    postcode,
    rare_event,
    rare_health,
    rare_occupation,
    religion,
    schools,
    small_venues,
    towns,
    upn,
    vehicle_registration,
    venues,
    web_address,
)
from learning.deidentification.findings import Finding, Kind
from learning.deidentification.folding import Folded
from learning.deidentification.lexicon import Lexicon, Term
from learning.deidentification.names import initialled
from learning.deidentification.names import titled as titled_names
from learning.deidentification.note import Note
from learning.deidentification.overlaps import resolve
from learning.deidentification.second_pass import SecondPass

BY_PATTERN = (
    email,
    web_address,
    phone,
    nhs_number,
    ni_number,
    upn,
    postcode,
    vehicle_registration,
    case_reference,
    date_of_birth,
    date,
    exact_age,
    address,
    ethnicity,
    religion,
    rare_health,
    rare_occupation,
    rare_event,
)
NAMES = frozenset({Kind.PERSON, Kind.NICKNAME})
# Rare events and jobs are whole phrases; a name inside them is still to be found, and repeated elsewhere.
LOOK_INSIDE = frozenset({Kind.RARE_EVENT, Kind.RARE_OCCUPATION, Kind.RARE_HEALTH})


def screen(
    text: str, *, lexicon: Iterable[str | Term] | Lexicon | None = None, model: SecondPass | None = None
) -> list[Finding]:
    """What in `text` may identify somebody, in the order of the text and without overlaps.

    `lexicon`: local names (schools, estates, venues) to look for; a plain string is a place. None: those that the
    network keeps (`lexicon.learn_from`).
    `model`: a second pass from `second_pass.load()`; without it everything but its extra findings is found.
    We may miss things: an empty list does not mean that the text is safe.
    """
    folded = Folded(text)
    if lexicon is None:
        lexicon = local_names.known()
    names = lexicon if isinstance(lexicon, Lexicon) else Lexicon(lexicon)
    return [folded.restore(finding) for finding in _screened(folded.text, names, model)]


def _screened(text: str, lexicon: Lexicon, model: SecondPass | None) -> list[Finding]:
    note = Note(text)
    findings = list(lexicon.find(note))
    for detector in BY_PATTERN:
        findings.extend(detector.find(note))
    capitals = Capitals(note, _cover(text, (f for f in findings if f.kind not in LOOK_INSIDE)))
    titled = [*titled_names.find(capitals), *initialled.find(capitals)]
    under_names = _cover(text, titled)
    for where in (named_places, towns, schools, venues, small_venues):
        apart = (f for f in where.find(capitals) if 0 in under_names[f.start : f.end])
        findings.extend(venues.longer(text, f) for f in apart)
    names = [
        *titled,
        *person.find(Capitals(note, _cover(text, (f for f in findings if f.kind not in LOOK_INSIDE)), capitals.public)),
    ]
    if model is not None:
        for finding in model.find(text):
            if not capitals.public[finding.start]:
                (names if finding.kind in NAMES else findings).append(finding)
    names.extend([*repetition.beside(note, names)])
    names.extend(repetition.find(note, names))
    findings.extend(exact_age.beside_names(note, names))
    findings.extend(names)
    findings.extend(initials.find(note, {text[name.start : name.end] for name in names}))
    return roles.suggest(note, resolve(text, findings))


def _cover(text: str, findings: Iterable[Finding]) -> bytearray:
    """One byte a character, 1 where a finding lies."""
    covered = bytearray(len(text))
    for finding in findings:
        covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    return covered
