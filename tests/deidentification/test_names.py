"""Names by every way they are written, and the words that only look like them."""

import pytest

from learning.deidentification import Kind, screen
from tests.deidentification.marked import check

PERSONS = [
    "Spoke to [[Wiktoria Zając-Pryce]] today",
    "Mum ([[Folasade]]) came with [[Oduya-Banks]]",
    "Dr [[Imogen Strathearn]] and DC [[Prideaux-Hill]] were told by SW [[Obafemi]]",
    "under plastics mr [[vasquez-thorne]]; ward sister [[babatunde]]",
    "Mr [[Church]] and Mrs [[Hope]] and PS [[Lisle]]",
    "I went to see my mate [[Faith]], she's at the flats",
    "asked [[Will]] to come; I saw [[Grace]] and [[Mark]]",
    "[[Grace]] said she was cold.",
    "called by [[Ricky Orme]], shaved head",
    "hi [[siobhan]] just catching you up",
    "he has a boyfriend, [[luke]], who waits",
    "mum [[shabana]] came; nan [[ruby]] did not",
    "[[jade m]] and [[tasha p]] left",
    "under [[amaan shafqat]] with another dob",
    "[[Summer-Rose]] was chatty",
    "It was [[Szymon S.]] – overnight",
    "Rgds Dr [[M. Featherstonehaugh-Ali]]",
    "named adult = [[Gaynor]]. Known: [[Dympna]], and others",
    "[[TYRELL]] was late",
]


@pytest.mark.parametrize("marked", PERSONS)
def test_persons(marked: str) -> None:
    check(marked, Kind.PERSON, Kind.NICKNAME)


@pytest.mark.parametrize(
    "marked",
    [
        "everyone knows it was because of what happened to [[Smokes]].",
        "no contact with [[Bones]], not ever",
        "one of them is called [[Scouse Mick]]",
        "they call him [[mani]] at home",
        'known as "[[bones]]" round here',
        "gave her name as [[Peaches]], said he slept",
        "[[Lil C]] has a limp; so has [[Big Al]]",
        "Knocked for [[Professor]] (everyone calls him that)",
    ],
)
def test_nicknames(marked: str) -> None:
    check(marked, Kind.NICKNAME, Kind.PERSON)


@pytest.mark.parametrize(
    "marked",
    [
        "She's moved him to a side room. [[S.]]\n",
        "Updated by [[LO'B]]",
        "I'll see 9am.\n[[JT]]\n",
        "Saw client [[JS]] at home",
        "[[Maeve Corcoran-Adu]] rang. Pls reply. [[MC-A]]\n",
    ],
)
def test_initials(marked: str) -> None:
    findings = check(marked)
    assert findings[-1].kind == Kind.INITIALS


def test_initials_of_a_name_that_was_found_count_even_where_they_are_an_acronym() -> None:
    check("[[Angharad Prys]] rang. Out this pm. [[AP]]\n")
    assert screen("AP mornings are hard. CAMHS, MASH, GP, TA, SW and PRU were there.") == []


def test_surname_first() -> None:
    check("From: [[Prys, Angharad]]\nTo: duty", Kind.PERSON)


@pytest.mark.parametrize(
    "text",
    [
        # pronouns and first words
        "He came. She left. They said. It was. Nobody knew. Wouldnt say. Tomorow then. Unfortunately not.",
        "Will you come? May I ask? Can he? Mark the register. Chase the GP. Hope he picks up. Grace, humour and rest.",
        '"Will you put the telly on?" "May I bring my sister?" (Will it help?)',
        "Faith in services is low. Summer is a worry. Autumn term. Patience helps. Joy is rare.",
        # titles, roles, bodies
        "The Social Worker, the Deputy Head, a PCSO and the Duty Team Manager met the Safeguarding Lead.",
        "MASH, CAMHS, MACE, NRM, S47, EDT, YOT, HMP, the NHS and NICE; GPs and TAs; DfE and PhD.",
        "Early Help, Children's Services, Youth Justice, the Crown Court, the Violence Reduction Network.",
        "Barnardo's, Catch22, Childline, Women's Aid, Victim Support, St Giles Trust, Redthread.",
        "the Children Act 1989, Clare's Law, Gillick competence, Operation Encompass, Outcomes Star.",
        # brands and drugs
        "We went to McDonald's and Nando's in the Corsa. He is on Fluoxetine, Elvanse and Diazepam, no Penicillin.",
        "Snapchat, TikTok, PlayStation, Xanax. Talk to Frank has a fact sheet.",
        # authors
        "Safeguarding is contextual (Firmin, 2020). Miller and Rollnick, 2013; Walby and Towers (2018); Stark (2007).",
        "Davis et al. found so (Davis and Marsh, 2020).",
        # pseudonym letters, headings, quotations
        "Young person A said A was fine. Child K and Mother B agreed.",
        "WHAT WE DID AND WHY\nWhat We Learned From The Young People\nNext Steps",
        "One girl wrote: Dear Future Me, Stay strong. Love, Me.",
        "Kind regards\n\nDuty team manager",
        "Leicestershire and the East Midlands; England and Wales; the Home Office.",
    ],
)
def test_words_that_name_nobody(text: str) -> None:
    assert screen(text) == []
