"""Who somebody is, where the text itself says so: "her cousin Dwayne" is "[a cousin]", everywhere in the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from learning.deidentification.findings import Finding, Kind
from learning.deidentification.note import WORD, Note

Name = tuple[str, ...]  # its words in lower case
NAMES = frozenset({Kind.PERSON, Kind.NICKNAME})
# What to write instead → the words that say it, longest first where one begins another.
FAMILY = {
    "a mother": "mum mam mom mother mummy mama ma|birth mum|birth mother",
    "a father": "dad da father daddy papa|birth dad|birth father",
    "a stepfather": "stepdad step-dad stepfather step-father|step dad|step father",
    "a stepmother": "stepmum step-mum stepmother step-mother|step mum|step mother",
    "a grandmother": "nan nana nanna nannan nanny nain mamgu gran granny grandma grandmother nani dadi babcia "
    "gm mgm pgm",
    "a grandfather": "grandad granddad grandfather grandpa taid tadcu gf mgf pgf",
    "a brother": "brother bro bruv half-brother|half brother|big brother|little brother",
    "a stepbrother": "stepbrother step-brother",
    "a sister": "sister sis half-sister|half sister|big sister|little sister",
    "a stepsister": "stepsister step-sister",
    "a sibling": "sibling twin",
    "a cousin": "cousin cuz cuzzy",
    "an aunt": "aunt auntie aunty khala",
    "an uncle": "uncle chacha",
    "a nephew": "nephew",
    "a niece": "niece",
    "a son": "son",
    "a daughter": "daughter",
    "a grandson": "grandson",
    "a granddaughter": "granddaughter",
    "a husband": "husband hubby",
    "a wife": "wife missus",
    "a partner": "partner",
    "a former partner": "ex ex-partner ex-boyfriend ex-girlfriend ex-husband ex-wife|ex partner",
    "a boyfriend": "boyfriend bf boyf",
    "a girlfriend": "girlfriend girlf",
    "a friend": "friend mate pal bestie|best friend|best mate",
    "a relative": "brother-in-law sister-in-law mother-in-law father-in-law son-in-law daughter-in-law",
    "a neighbour": "neighbour",
    "a foster carer": "foster carer|foster mum|foster dad|foster mother|foster father",
    "a carer": "carer",
}
WORK = {
    "a teacher": (
        "teacher tutor headteacher headmaster headmistress senco sendco dsl|form tutor|class teacher|form teacher|"
        "head teacher|deputy head|head of year|head of house|head of sixth form|maths tutor|art teacher|pe teacher"
    ),
    "a teaching assistant": "ta|teaching assistant|learning support assistant",
    "a social worker": "sw|social worker|supervising social worker",
    "a key worker": "keyworker key-worker kw|key worker",
    "a youth worker": "youth worker|detached worker|outreach worker",
    "a support worker": "support worker|family support worker|link worker",
    "a mentor": "mentor",
    "a coach": "coach|football coach|boxing coach|rugby coach",
    "a nurse": "nurse|school nurse|named nurse|staff nurse|ward sister",
    "a health visitor": "hv|health visitor",
    "a midwife": "midwife",
    "a doctor": "gp doctor consultant paediatrician psychiatrist registrar surgeon",
    "a psychologist": "psychologist",
    "a therapist": "therapist counsellor",
    "a paramedic": "paramedic",
    "a police officer": (
        "pc dc ds di dci pcso wpc dsu sgt sergeant insp inspector constable|police officer|schools officer"
    ),
    "a probation officer": "probation officer|offender manager",
    "a youth justice worker": "yot worker|yjs worker|yot officer|youth justice worker|youth justice officer",
    "a housing officer": "housing officer|tenancy officer",
    "a personal adviser": "personal adviser|personal advisor",
    "a reviewing officer": "iro|independent reviewing officer",
    "a solicitor": "solicitor barrister",
    "a judge": "judge magistrate",
    "a councillor": "cllr councillor",
    "a faith leader": "imam pastor priest vicar rabbi reverend rev revd fr|parish priest",
    "an interpreter": "interpreter",
    "a landlord": "landlord",
    "a landlady": "landlady",
    "a manager": "manager|team manager",
    "a caretaker": "caretaker",
}
IN_THE_CASE = {
    "a young person": "yp mentee|young person",
    "a pupil": "pupil student learner",
    "a victim": "victim complainant",
    "a suspect": "suspect perp perpetrator",
    "a witness": "witness",
    "a tenant": "tenant",
    "a resident": "resident",
    "a patient": "patient pt",
}


def _phrases(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    for instead, said in table.items():
        words, *longer = said.split("|")
        yield from ((phrase, f"[{instead}]") for phrase in (*words.split(), *longer))


ROLES = {phrase: instead for table in (FAMILY, WORK, IN_THE_CASE) for phrase, instead in _phrases(table)}
_ANY = "|".join(re.escape(phrase) for phrase in sorted(ROLES, key=len, reverse=True))
_JOBS = "|".join(re.escape(phrase) for phrase, _ in sorted(_phrases(WORK), key=lambda said: -len(said[0])))
WHOSE = r"(?:his|her|their|my|our|your|the|a|an|whose)"
ADDRESSED = r"(?:(?:mr|mrs|ms|miss|mx|dr|sir|prof)\.? )?"
# "her cousin Dwayne", "Mother: Cerys", "mum (Folasade)", "his tutor, Ms Cole", "a cousin called Jay".
BEFORE = re.compile(
    rf"(?<![\w'’-])(?:(?P<near>{_ANY})(?: |: ?| \(| = | – | - | (?:is|was|called|named|known as) |, [\"“'‘]| [\"“'‘])"
    rf"|{WHOSE} (?:[\w'’-]+ ){{0,2}}?(?P<apart>{_ANY}), ){ADDRESSED}$"
)
# "Ms Patel, the form tutor", "Dawn (mum)", "Baz is her stepdad"; "Aoife, in Year 7" says nothing.
AFTER = re.compile(
    rf"(?:, (?:{WHOSE} )(?:[\w'’-]+ ){{0,2}}?| \((?:{WHOSE} )?(?:[\w'’-]+ )?|,? (?:who )?(?:is|was) {WHOSE} "
    rf"(?:[\w'’-]+ )?| [–-] (?:{WHOSE} )?)(?P<role>{_ANY})(?![\w'’-])"
    rf"|, (?P<job>{_JOBS})(?=[,.;)\n])"
)
DOCTOR = re.compile(r"(?<![\w'’-])dr\.? $")
REACH = 60


def suggest(note: Note, findings: Iterable[Finding]) -> list[Finding]:
    """`findings` with what to write instead of each name: who the text says it is, the same for one person everywhere.

    A later mention without a role has that of the first that says one. Two people who share a word of their names
    keep their own; a word that fits both of them ("Miah", of a family) says nobody's role.
    """
    given, text = list(findings), note.text
    roles: dict[Name, str] = {}
    for finding in given:
        if finding.kind in NAMES and (role := _role(note.lowered, finding)):
            roles.setdefault(_words(text, finding), role)
    if not roles:
        return given
    known = _of_everybody({_words(text, finding) for finding in given if finding.kind in NAMES}, roles)
    return [
        replace(finding, replacement=known[_words(text, finding)] or finding.replacement)
        if finding.kind in NAMES
        else finding
        for finding in given
    ]


def _role(lowered: str, finding: Finding) -> str:
    """What the words around the finding say that somebody is; empty when they say nothing."""
    inside = lowered[finding.start : finding.end].split()
    if len(inside) > 1 and inside[0] in ROLES:
        return ROLES[inside[0]]
    start = max(0, finding.start - REACH)
    line = lowered[max(start, lowered.rfind("\n", start, finding.start) + 1) : finding.start]
    if before := BEFORE.search(line):
        return ROLES[before["near"] or before["apart"]]
    if after := AFTER.match(lowered, finding.end, finding.end + REACH):
        return ROLES[after["role"] or after["job"]]
    return "[a doctor]" if DOCTOR.search(line) else ""


def _words(text: str, finding: Finding) -> Name:
    """The words of the name in lower case, without what it is addressed by: "Uncle Vic" is Vic."""
    words = [match.group().lower() for match in WORD.finditer(text, finding.start, finding.end)]
    return tuple(words[1:] if len(words) > 1 and words[0] in ROLES else words)


def _of_everybody(people: set[Name], roles: dict[Name, str]) -> dict[Name, str]:
    """The role of each name: its own, or that of the one other name that may be the same person's. Else empty."""
    longer: dict[Name, set[Name]] = {}
    for name in people:
        for short in _ends(name):
            longer.setdefault(short, set()).add(name)
    found = {}
    for name in people:
        same = longer.get(name, set())
        told = {roles[other] for other in (*same, *(_ends(name) & people)) if other in roles}
        found[name] = roles.get(name) or (told.pop() if len(told) == 1 and len(same) < 2 else "")
    return found


def _ends(name: Name) -> set[Name]:
    """What somebody is called for short: "Kofi" and "Osei" of "Kofi Osei"."""
    return {part for length in range(1, len(name)) for part in (name[:length], name[-length:])}
