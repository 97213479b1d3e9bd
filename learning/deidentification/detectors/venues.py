"""Places and groups with ordinary words for a name: "at The Lighthouse", "@ Open Hands", "under Haymarket Tower"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.detectors.kinds_of_place import KINDS, PLACE, STREET, named
from learning.deidentification.findings import Finding, Kind

CAPITAL = r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,24}"
WHERE = re.compile(
    r"(?<![\w-])(?P<word>at|@|outside|behind|opposite|near|nr|by|from|to|in|into|round|under|via|with|→|met|"
    r"base:?|venue:?) "
    rf"(?P<the>[Tt]he )?(?P<name>{CAPITAL}(?: (?:(?:and|&|of|in|on) )?{CAPITAL}){{0,3}})"
)
SURELY = frozenset({"at", "@", "outside", "behind", "opposite", "near", "nr", "base", "base:", "venue", "venue:", "→"})
POSSESSED = re.compile(
    rf"\b(?P<name>{CAPITAL}['’]s?) (?:Common|Green|Park|Fields?|Meadows?|Lane|Yard|Corner|Cross|Gate|Hill|Wood|"
    r"Island|Walk|Place|"
    r"Court|Row|Mill|Farm|Bridge|Lodge|Quay|Wharf|Well|Way|Close|End|Nook|Croft|Rec|Gym|Cafe|Café|Bar|Arms|Head|"
    r"Barn|Garage|"
    r"Yard|Café|House|Hall)\b"
)
SERVICES = re.compile(
    rf"\b(?P<name>{CAPITAL}(?: {CAPITAL}){{0,2}}) (?:Medical|Dental|Veterinary|Health|Medical Health|Walk-in|"
    r"Urgent Care|Family|"
    r"Community|Sports|Leisure|Youth|Resource|Day|Wellbeing|Civic|Shopping|Garden|Retail|Adventure|Skate|Boxing|"
    r"Fire|Police|"
    r"Railway|Train|Bus) (?:Practice|Centre|Center|Surgery|Group|Club|Hub|Hall|Hospital|Clinic|Park|Playground|"
    r"Gym|Station|Partnership)\b"
)
TRADES = re.compile(
    rf"\b(?P<name>{CAPITAL}(?: (?:& |and )?{CAPITAL}){{0,2}}) (?:Dental|Roofing|Plumbing|Builders|Building|"
    r"Scaffolding|Recruitment|Security|"
    r"Logistics|Foods?|Bakery|Butchers|Barbers?|Nails|Fitness|Karate|Dance|Rovers|Athletic|Juniors|Wanderers|"
    r"Colts|Harriers|Tyres|Autos?|"
    r"United|Albion|Kebabs?|Fried Chicken|Pizza|Grill|Peri Peri|Motors|Cars|Taxis|Car Wash|Hand Car Wash|"
    r"Haulage|Transport|Removals|Cleaning|Catering|"
    r"Fisheries|Chippy|"
    r"Stores|Supermarket|News|"
    r"Newsagents?|Wines|Off[- ]Licence|Hair|Vapes?|Tanning|Gymnastics|Swimming|Boxing|ABC|RFC|FC|AFC|JFC|CC|"
    r"Ministries|Tabernacle|"
    r"Fellowship|Assembly|Covenant|Gospel Hall|Kingdom Hall|Baptist|Methodist|Pentecostal|Housing|Homes|Lettings|"
    r"Estates|Solicitors|LLP|Ltd|Unit|Campus|Arts|"
    r"Tenants['’]? Association|Residents['’]? Association|Community Association|Neighbourhood Watch|Parish "
    r"Council|Town Council|Working Men['’]s Club|"
    r"Community Council|Social Club|Cricket Club|Football Club|Boxing Club|Youth Club|Rugby Club|Judo Club|"
    r"Collective|Suite|Annexe|"
    r"Lodge|Playscheme|Playhouse|Foyer|Foodbank|Food Bank|Kitchen|Allotments?|Sanctuary|Haven|CIC|Mosque|Masjid|"
    r"Gurdwara|Mandir)\b"
)
# After ordinary words these say nothing: "Discretionary Housing", "Stroke Unit".
NEED_A_NAME = vocabulary.these(
    "Housing Homes Estates News Security Transport Building Catering Cleaning Food Foods Boxing Swimming Dance "
    "Fitness Kitchen Unit Suite Campus "
    "Sanctuary Haven Collective Fellowship Assembly Covenant Removals Stores Hair Group Centre Hub Partnership "
    "Club Clinic Hall Practice Hospital"
)
# A hospital as its town calls it.
THE_GENERAL = re.compile(
    r"\b(?:at|to|from|in|into|via) the (?P<name>(?:Northern |Southern |Royal |City )?(?:General|Royal|Infirmary|"
    r"County|Queen['’]s|Maternity|Children['’]s|QE|LRI|LGH|QMC|BRI|RVI|JR|"
    r"MRI|UHCW|UHL|BCH|RLH|GRI|Victoria|Queens|Heartlands|Walton|Western|Alex|Cottage))\b(?! [A-Z]| (?:public|"
    r"election|election|school|court))"
)
PUBS = re.compile(
    r"\b[A-Z][a-z]{2,}(?:['’]?s)? (?:Arms|Tavern|Inn|Vaults|Brewhouse)\b|\b(?:Queen|King|Duke|Nag|Bull|Boar|"
    r"Turk)['’]?s Head\b|"
    r"\b(?:(?:Red|White|Black|Golden|Blue|Green|Old|Royal|New|Running|Flying|Jolly|Merry|Three|Five|Seven|Cross) "
    r"(?:Lions?|Horses?|Bull|Swans?|Hart|Bear|"
    r"Dragon|Fleece|Boar|Oak|Cow|Dog|Cat|Ship|Bells?|Crowns?|George|Plough|Fox|Tuns|Cranes|Sailors?|Farmers?|"
    r"Angler|Keys|Mount)|"
    r"[A-Z][a-z]+ (?:and|&) (?:Hounds|Crown|Anchor|Gun|Horses|Feathers|Compass(?:es)?|Castle|Whistle|Duck|Grapes|"
    r"Lettuce|Thistle|Garter|"
    r"Firkin|Pheasant|Trumpet|Partridge|Dragon|Cushion|Sceptre|Mitre|Tankard|Barrel))\b"
)
HOMES = re.compile(
    rf"\b(?P<name>{CAPITAL}(?: {CAPITAL}){{0,3}}) (?:children['’]s home|care home|hostel|refuge|residential home|"
    r"residential unit|nursing home|brewery|"
    r"warehouse|factory|chicken shop|barbers?|car wash|garage|pub|club|gym|bakery|takeaway|takeaways|kebab shop|"
    r"corner shop|shop|surgery|pharmacy|"
    r"foodbank|food bank|community centre|youth club|leisure centre|tennis courts|play ?ground|swimming pool|"
    r"baths|town centre|city centre)\b"
)
COMPASS_PARK = re.compile(
    r"\b(?:Western|Eastern|Northern|Southern|Queens?|Kings?|Jubilee|Coronation|Memorial|Central|Recreation|"
    r"Riverside|Welford) (?:Park|Gardens|Rec|Fields?)\b|\b[A-Z][a-z]{3,} (?:Water|Reservoir|Quarry|Beck|Locks|"
    r"Weir|Marina|Aerodrome|Airfield)\b(?! [A-Z])"
)
PRISONS = re.compile(rf"\b(?:HMP(?:/ ?YOI)?|HMYOI|YOI|HM Prison|STC|SCH) (?P<name>{CAPITAL}(?: {CAPITAL}){{0,2}})")
# Words for a kind of place in lower case after a name of a place: "Victoria Park gates".
AFTER_PLACE = re.compile(
    r" (?:gates?|flats|shops|services|estate|bus (?:stop|station|depot)|roundabout|car ?park|underpass|towers?|"
    r"rec|park|bridge|station|"
    r"precinct|market|playground|field|fields|tip|depot|skatepark|entrance|end|junction|garages|maisonettes|"
    r"island|lights|library|"
    r"baths|allotments|chippy|corner|KFC|Co-?op|Tesco|Asda|Aldi|Lidl|McDonald['’]s|Maccies|Greggs|Spar|Londis|"
    r"Boots|Wetherspoons|Costa|Morrisons|"
    r"Sainsbury['’]s|Iceland|Nisa|Costcutter|Premier|B&M|Poundland|Primark|Argos|Subway|Nando['’]s|Screwfix|Halfords)\b"
)


def find(capitals: Capitals) -> Iterator[Finding]:
    for match in WHERE.finditer(capitals.note.text):
        yield from _where(capitals, match)
    yield from _with_kind(capitals)
    yield from _known_kinds(capitals)


def _with_kind(capitals: Capitals) -> Iterator[Finding]:
    """Names that say what they are the name of: "Freemen's Common", "Orchard Medical Practice", "Lomas Roofing"."""
    text = capitals.note.text
    for pattern, kind in ((POSSESSED, Kind.PLACE), (SERVICES, Kind.ORGANISATION), (TRADES, Kind.ORGANISATION)):
        for match in pattern.finditer(text):
            first = _first_told(capitals, match.start("name"), match.end("name"))
            if first is not None and (match.group().split()[-1] not in NEED_A_NAME or _named(capitals, match)):
                yield named(first, match.end(), kind, "medium")
    for match in HOMES.finditer(text):
        first = _first_told(capitals, *match.span("name"))
        if first is None or match["name"].endswith(("'s", "’s")):
            continue
        if not capitals.note.starts_sentence(capitals.note.at(first) or 0):
            yield named(first, match.end(), Kind.ORGANISATION, "low")


def _known_kinds(capitals: Capitals) -> Iterator[Finding]:
    """Pubs, parks, hospitals and prisons by how such names are made."""
    text = capitals.note.text
    for match in THE_GENERAL.finditer(text):
        yield named(*match.span("name"), Kind.ORGANISATION, "low")
    for pattern in (PUBS, COMPASS_PARK):
        for match in pattern.finditer(text):
            if not capitals.public[match.start()]:
                yield named(*match.span(), Kind.PLACE, "medium")
    for match in PRISONS.finditer(text):
        index = capitals.note.at(match.start("name"))
        if index is not None and capitals.free(capitals.note.words[index]) and capitals.sort(index) is not Sort.ACRONYM:
            yield named(*match.span("name"), Kind.ORGANISATION, "medium")


def longer(text: str, place: Finding) -> Finding:
    """The place with the word in lower case that belongs to it."""
    after = AFTER_PLACE.match(text, place.end)
    return (
        replace(place, end=after.end())
        if after and place.kind in {Kind.PLACE, Kind.ORGANISATION, Kind.SCHOOL}
        else place
    )


def _where(capitals: Capitals, match: re.Match[str]) -> Iterator[Finding]:
    """Ordinary words with capitals after a word for being somewhere: two of them, or one after "The"."""
    word, the = match["word"], match["the"]
    first = capitals.note.at(match.start("name"))
    if first is None:
        return
    last = first
    while last + 1 < len(capitals.note.words) and capitals.note.words[last + 1].end <= match.end("name"):
        last += 1
    while last >= first and not _tells(capitals, last):
        last -= 1
    told = [index for index in range(first, last + 1) if capitals.note.words[index].capital and _tells(capitals, index)]
    if not told or not all(_may_be(capitals, index) for index in range(first, last + 1)):
        return
    # An unknown word is more likely somebody's name, and that is the safer reading: a direct finding.
    if the != "The " and any(capitals.sort(index) is Sort.UNKNOWN for index in told):
        return
    capital_the = the is not None and the[0] == "T"
    if capital_the or (
        word in SURELY and (len(told) >= 2 or (the and last == first and len(match["name"]) > 3 and word == "@"))
    ):
        yield named(match.start("name"), capitals.note.words[last].core_end, Kind.PLACE, "low")


def _tells(capitals: Capitals, index: int) -> bool:
    """True for a word of a name: ordinary or unknown, but no routine one."""
    word = capitals.note.words[index]
    if not word.capital or word.bare in vocabulary.STARTERS or word.bare in vocabulary.CALENDAR:
        return False
    if word.bare in KINDS and word.bare not in vocabulary.ROUTINE_CAPITALS:
        return True
    return capitals.sort(index) in {Sort.WORD, Sort.NAME_OR_WORD, Sort.UNKNOWN}


def _may_be(capitals: Capitals, index: int) -> bool:
    word = capitals.note.words[index]
    if not capitals.free(word):
        return False
    return not word.capital or capitals.sort(index) not in {Sort.ROUTINE, Sort.ACRONYM, Sort.TITLE, Sort.FIRST_NAME}


def _named(capitals: Capitals, match: re.Match[str]) -> bool:
    """Whether the words before the kind hold one that names something."""
    index = capitals.note.at(match.start("name"))
    while (
        index is not None and index < len(capitals.note.words) and capitals.note.words[index].end <= match.end("name")
    ):
        word = capitals.note.words[index]
        unlisted = capitals.sort(index) in {Sort.UNKNOWN, Sort.FIRST_NAME, Sort.NAME_OR_WORD}
        if (
            unlisted
            or word.bare in vocabulary.NATIONALITIES
            or word.bare in STREET | PLACE
            or word.bare in vocabulary.surnames()
        ):
            return True
        index += 1
    return False


def _first_told(capitals: Capitals, start: int, end: int) -> int | None:
    """Where the first word of the stretch that tells something begins; None where none does."""
    index = capitals.note.at(start)
    while index is not None and index < len(capitals.note.words) and capitals.note.words[index].end <= end:
        word = capitals.note.words[index]
        opens = capitals.note.starts_sentence(index) and word.bare in vocabulary.STARTERS
        generic = word.bare in vocabulary.GENERIC_WORDS or capitals.public[word.start]
        if word.capital and not opens and not generic and _tells_or_named(capitals, index):
            return word.start
        index += 1
    return None


def _tells_or_named(capitals: Capitals, index: int) -> bool:
    nation = capitals.note.words[index].bare in vocabulary.NATIONALITIES
    return _tells(capitals, index) or capitals.sort(index) is Sort.FIRST_NAME or nation
