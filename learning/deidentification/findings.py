"""What the screening says about a stretch of text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Severity = Literal["direct", "quasi"]
Confidence = Literal["high", "medium", "low"]
SURENESS: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}  # to sort by, surest first


class Kind(StrEnum):
    """What a finding may be. Direct ones name somebody on their own; quasi ones do together."""

    PERSON = "person"
    NICKNAME = "nickname"
    INITIALS = "initials"
    DATE_OF_BIRTH = "date_of_birth"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    WEB_ADDRESS = "web_address"
    NHS_NUMBER = "nhs_number"
    NI_NUMBER = "ni_number"
    UPN = "upn"
    VEHICLE_REGISTRATION = "vehicle_registration"
    CASE_REFERENCE = "case_reference"
    SCHOOL = "school"
    DATE = "date"
    EXACT_AGE = "exact_age"
    PLACE = "place"
    ORGANISATION = "organisation"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    RARE_HEALTH = "rare_health"
    RARE_OCCUPATION = "rare_occupation"
    RARE_EVENT = "rare_event"

    @property
    def severity(self) -> Severity:
        return "direct" if self in DIRECT else "quasi"


DIRECT = frozenset(
    {
        Kind.PERSON,
        Kind.NICKNAME,
        Kind.INITIALS,
        Kind.DATE_OF_BIRTH,
        Kind.ADDRESS,
        Kind.POSTCODE,
        Kind.PHONE,
        Kind.EMAIL,
        Kind.WEB_ADDRESS,
        Kind.NHS_NUMBER,
        Kind.NI_NUMBER,
        Kind.UPN,
        Kind.VEHICLE_REGISTRATION,
        Kind.CASE_REFERENCE,
        Kind.SCHOOL,
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One stretch of the text that may identify somebody: `text[start:end]`, counted in code points, end exclusive.

    `confidence` is a rank, not a probability. `reason` is a sentence for the writer and never repeats the text.
    `replacement` is a suggestion to write instead, in square brackets where it stands for a name.
    """

    start: int
    end: int
    kind: Kind
    severity: Severity
    confidence: Confidence
    reason: str
    replacement: str


def found(start: int, end: int, kind: Kind, reason: str, replacement: str, confidence: Confidence = "high") -> Finding:
    """A finding with the severity of its kind."""
    return Finding(start, end, kind, kind.severity, confidence, reason, replacement)
