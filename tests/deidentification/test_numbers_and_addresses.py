"""Identifiers with a shape: numbers, addresses, accounts. Mistyped ones are found too, ordinary figures are not."""

import pytest

from learning.deidentification import Kind, screen
from tests.deidentification.marked import check

FOUND = [
    (Kind.EMAIL, "Write to [[frankie.d@throughthegate.example.com]]."),
    (Kind.EMAIL, "cc: [[o'neil+x@a-b.example]], please"),
    (Kind.WEB_ADDRESS, "She is [[@m4nny.drives_late]]."),
    (Kind.WEB_ADDRESS, "hes on insta as [[jaz_nocap.77q]] now"),
    (Kind.WEB_ADDRESS, "snap: [[tyx.99]]"),
    (Kind.WEB_ADDRESS, "See [[https://example.org/story?id=3]], or [[t.me/silent]]."),
    (Kind.WEB_ADDRESS, "Her page is [[www.example.com/people]]."),
    (Kind.PHONE, "Mum on [[07700 900143]], nan on [[029 2018 0441]]."),
    (Kind.PHONE, "ring [[+44 7700 900456]] or [[(0117) 496 0309]]"),
    (Kind.PHONE, "safe no. is [[07700-900-217]], do not text"),
    (Kind.PHONE, "a mistyped one: [[07700 90014]]"),
    (Kind.NHS_NUMBER, "NHS no [[999 653 2690]]"),
    (Kind.NHS_NUMBER, "label says [[9994846906]]"),
    (Kind.NI_NUMBER, "form: [[QQ 12 34 56 C]], [[fy301847d]]"),
    (Kind.NI_NUMBER, "NI [[JG 10 37 59]]"),
    (Kind.UPN, "UPN [[D995960980367]]"),
    (Kind.UPN, "her UPN is [[A82340123456]]"),
    (Kind.VEHICLE_REGISTRATION, "a yellow Micra [[PN84 OJD]]"),
    (Kind.VEHICLE_REGISTRATION, "hire van ([[LS41TBO]])"),
    (Kind.VEHICLE_REGISTRATION, "mums car reg [[yg19 kxp]]"),
    (Kind.VEHICLE_REGISTRATION, "plate ends [[9 JVB]] she thinks"),
    (Kind.VEHICLE_REGISTRATION, "an old Astra [[P344 HGF]]"),
    (Kind.CASE_REFERENCE, "Crime [[35/18827/25]], log [[0388]], URN [[42CR0917325]]"),
    (Kind.CASE_REFERENCE, "tenancy ref [[HB/77120/S]] and CRN [[X773309]]"),
    (Kind.CASE_REFERENCE, "told, ref [[0619-17NOV]]"),
    (Kind.CASE_REFERENCE, "crime ref [[24*118832]]"),
    (Kind.CASE_REFERENCE, "[[SYP-20251103-0388]]"),
    (Kind.POSTCODE, "at [[NG99 6LP]] or [[le3 9qq]]"),
    (Kind.POSTCODE, "a [[DY99]] thing; their postcode is [[B7]]"),
    (Kind.ADDRESS, "at [[62 Amberley Drove]]"),
    (Kind.ADDRESS, "at [[Flat 11, Corrigan House]] now"),
    (Kind.ADDRESS, "in [[flat 4 ov the laundrette on Balaclava Rd]]"),
    (Kind.ADDRESS, "lives at [[14 saxby street]] now"),
    (Kind.ADDRESS, "at no [[5, The Maltings]]"),
    (Kind.ADDRESS, "sent c/o [[300 Muller Court]] by mistake"),
]


@pytest.mark.parametrize(("kind", "marked"), FOUND, ids=[f"{kind}-{number}" for number, (kind, _) in enumerate(FOUND)])
def test_found(kind: Kind, marked: str) -> None:
    check(marked, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 999, or 101 if it can wait. Childline is 0800 1111.",
        "Attendance rose from 31% to 78%; 143 referrals, 1,250 hours, £12,500.",
        "Section 47, s47, S17 and Outcome 22 were explained. Year 9, week 6, step 3.",
        "Given 5mg, 20mg, 500ml; BP 120/80, HR 72, GCS 15, PHQ-9, CORE-10.",
        "In 2024/25 and 2019-20, at 09:30, 21:40 and 8.15pm, for 24/7 cover at 1:1.",
        "Aged 16-24 (31%), 11-25s, pupils of 13-17; 3 x 20 minutes.",
        "See www.gov.uk/working-together, nhs.uk and childline.org.uk.",
        "COVID-19, H2O, CO2, B12, A1 and M1, X-ray, 4x4, 5-a-side, Wi-Fi 6.",
        "He ran 2 miles down the road, 5 minutes from the main road.",
        "We met @ 10 and @ home.",
        "They scored 17/20 and 7/10, rated 4/5.",
        "Known for 8/12, next review 4/52.",
    ],
)
def test_ordinary_figures_are_left_alone(text: str) -> None:
    assert screen(text) == []


@pytest.mark.parametrize(
    ("text", "sure", "mistyped"),
    [
        ("{}", "999 653 2690", "999 653 2691"),
        ("UPN {}", "B801200005001", "A801200005001"),
        ("ring {}", "07700 900143", "077009001431"),
    ],
)
def test_a_checksum_labels_and_never_removes(text: str, sure: str, mistyped: str) -> None:
    (right,) = screen(text.format(sure))
    (wrong,) = screen(text.format(mistyped))
    assert right.kind == wrong.kind
    assert (right.confidence, wrong.confidence) == ("high", "medium")
    assert right.reason != wrong.reason
