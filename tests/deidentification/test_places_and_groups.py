"""Schools, places, organisations, ethnicity, religion, and what is rare."""

import pytest

from learning.deidentification import Kind, screen
from tests.deidentification.marked import check

FOUND = [
    (Kind.SCHOOL, "off roll at [[Ludwell Park Academy]] since then"),
    (Kind.SCHOOL, "both at [[St Oswin's RC Primary]], happy"),
    (Kind.SCHOOL, "goes to [[Hollins Fold Sixth Form]] now"),
    (Kind.SCHOOL, "excluded from [[Moat Community College]]"),
    (Kind.PLACE, "just walking through [[Harbinger Rec]] when"),
    (Kind.PLACE, "on the [[Tolney Estate]] and on [[Fenlake Way]]"),
    (Kind.PLACE, "moved to [[Spalding]], then [[Machynlleth]] and [[Dudley Port]]"),
    (Kind.PLACE, "will be discharged to [[nelson]] to stay"),
    (Kind.PLACE, "outside the shop on [[narborough road]]"),
    (Kind.PLACE, "by [[Tudor Hagley shops]] at night; on [[East Street]]; in [[Abbey Park]]"),
    (Kind.ORGANISATION, "seen at [[Marlpit General]], late"),
    (Kind.ORGANISATION, "with [[BS5 Kings]] and [[Yarrow Boys]]"),
    (Kind.ORGANISATION, "report ([[Blue Watch, Pendraig]])"),
    (Kind.ORGANISATION, "Youth Worker, [[Turning Tides]]"),
    (Kind.ORGANISATION, "Team: [[Yellow Hoodies]]"),
    (Kind.ETHNICITY, "of [[Bangladeshi]] heritage; speaks [[Welsh]]; went to [[pakistan]]; from [[Sierra Leone]]"),
    (Kind.ETHNICITY, "dad is [[White British]], mum [[mixed heritage]]"),
    (Kind.RELIGION, "at [[mosque]]; a [[Sikh]]; an [[imam]]; [[Jehovah's Witness]]"),
    (Kind.RARE_HEALTH, "has [[HbSC sickle disease]] and [[Korsakoff's]]"),
    (Kind.RARE_HEALTH, "with [[Quillfeather syndrome]]"),
    (Kind.RARE_OCCUPATION, "a [[retired cathedral organist]]"),
    (Kind.RARE_OCCUPATION, "[[signalman on the narrow gauge line]]"),
    (Kind.RARE_EVENT, "[[won the regional bird-keeping medal]]; it [[was in the local paper]]"),
    (Kind.RARE_EVENT, "[[the crossbow attack at the garden fete]], which"),
]


@pytest.mark.parametrize(("kind", "marked"), FOUND, ids=[f"{kind}-{number}" for number, (kind, _) in enumerate(FOUND)])
def test_found(kind: Kind, marked: str) -> None:
    assert kind in {finding.kind for finding in check(marked)}


@pytest.mark.parametrize(
    "text",
    [
        "A primary school, the High School, sixth form, a youth centre, the Family Hub, a Community School.",
        "The Youth Court, Crown Court and Magistrates Court; the Emergency Department; Ward Manager.",
        "on the high street, down the main road, at the park, in a flat, by the bus station",
        "The Early Help Team, Duty Team, the Exploitation Hub and the Family Support Service.",
        "English and maths; cookery lessons would be nice; he likes science.",
        "polish your shoes; a turkey sandwich; good china; hold her hand",
        "Down's syndrome, panic attack, the alleged attack, the first trial, heart attack, ADHD, asthma, autism",
        "the community grieves; a black coat",
        "chips from the Co-op, chicken shop, boxing gym",
    ],
)
def test_kinds_without_a_name_are_left_alone(text: str) -> None:
    assert screen(text) == []


def test_a_school_is_direct_and_a_place_is_not() -> None:
    assert [f.severity for f in screen("at Ludwell Park Academy in Spalding")] == ["direct", "quasi"]


@pytest.mark.parametrize(
    "text",
    [
        "He is linked to Tyrell Jones.",
        "beef with Tyrell from school",
        "the Khan lot came round",
        "talked about the Tyrell Jones murder in the car",
        "a member of Tyrell's band",
        "We met at the Redthorn Wheel.",
    ],
)
def test_what_may_be_a_name_stays_direct_whatever_stands_around_it(text: str) -> None:
    names = ("Tyrell", "Khan", "Redthorn")
    (at,) = [text.index(name) for name in names if name in text]
    (finding,) = [f for f in screen(text) if f.start <= at < f.end]
    assert finding.severity == "direct"
