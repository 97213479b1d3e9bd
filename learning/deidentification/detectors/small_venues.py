"""Places and groups written without a capital, by the word that tells their kind: "robbed at piccadilly gardens"."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, is_word, near_a_word
from learning.deidentification.detectors.kinds_of_place import named
from learning.deidentification.findings import Finding, Kind

GROUPS = "lot|boys|boyz|lads|crew|mandem|mob|youngers|olders"
VENUES = (
    "abc|fc|afc|united|boxing|gym|club|youth club|youth centre|centre|community centre|leisure centre|hub|barbers|"
    "cafe|chicken|fried chicken|chicken shop|kebabs?|chippy|pub|arms|surgery|medical centre|pharmacy|mosque|masjid|"
    "church|children's home|hostel|hotel|foyer"
)
PLACES = (
    "park|gardens|rec|recreation ground|station|bus station|library|estate|flats|shops|fields?|bridge|common|square|"
    "market|towers?|precinct|arcade|cross|woods?|lodge|court|house|hall|rd|road|street|lane|ave|avenue|close|drive"
)
NAMED = re.compile(
    r"\b(?:at|in|from|to|near|nr|by|behind|outside|inside|round|around|off|past|of|opposite|through|across|into|up|"
    r"down|on|with|for|the|them) (?:the |them |that )?"
    r"(?P<name>[a-z][a-z'’-]{2,20}(?: [a-z][a-z'’-]{2,20})?) "
    rf"(?P<kind>{GROUPS}|{VENUES}|{PLACES})\b"
)
# Ordinary words, yet in front of such a word they are hardly ever anything but part of a name.
TELLING = vocabulary.these(
    "victoria albert kings queens king's queen's abbey priory jubilee coronation phoenix phoenix's castle george's "
    "edward's alexandra piccadilly trinity"
)


def find(capitals: Capitals) -> Iterator[Finding]:
    for match in NAMED.finditer(capitals.note.text):
        start = match.start("name")
        words = match["name"].split()
        while words and not _tells(words[0]):
            start += len(words.pop(0)) + 1
        if words and not capitals.known[start]:
            group, venue = match["kind"] in GROUPS.split("|"), match["kind"] in VENUES.split("|")
            end = match.end("name") if group else match.end()
            yield named(start, end, Kind.ORGANISATION if group or venue else Kind.PLACE, "low")


def _tells(word: str) -> bool:
    """True for a word that is a name and no misspelling: "bellfields", not "comunity"."""
    if word in TELLING:
        return True
    other = word in vocabulary.STARTERS or word in vocabulary.KNOWN or word in vocabulary.ACRONYMS
    other = other or word in vocabulary.NATIONALITIES or word in vocabulary.RELIGIONS or word in vocabulary.KIN
    return len(word) > 3 and not other and not is_word(word) and not near_a_word(word)
