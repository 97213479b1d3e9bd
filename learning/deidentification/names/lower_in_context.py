"""Names without a capital that are words too, or in no list, where only a name can stand: "w/ jack", "- sam said"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from learning.deidentification import vocabulary
from learning.deidentification.capitals import LONGEST_WORD, Capitals, is_word, near_a_word
from learning.deidentification.findings import Finding, Kind
from learning.deidentification.names.in_context import DOINGS_OF_PEOPLE_ALONE, NOT_BEFORE_NAME, VERBS
from learning.deidentification.names.naming import person

# Words and abbreviations that are names too, but hardly ever mean somebody when they are small.
MOSTLY_OTHER = VERBS | vocabulary.these(
    "angel baby bay bell bird blessing bliss bob booth brook bud buddy buck candy carter chase cherish cherry "
    "chip christian clay "
    "cliff comfort cooper coral cole crystal dale dawn dean del dell diamond dot drake duke earl ebony eve "
    "fields flint ford foster "
    "freeman garnet gene gill ginger glen grace grant guy hale hall happy hardy heath heather herb holly honey "
    "hope hunter innocent iris "
    "ivory jet jewel joy june july august april justice king kit lacy lance lane lark laurel lily link lord love "
    "lucky luna marina mark "
    "marlin marsh mason max mercury merry mick miles mill mine misty music nick noble norm ocean olive opal page "
    "pat patience peace pearl "
    "penny poppy porter precious president price prince princess prudence queen rainbow randy raven ray reed "
    "reign rich river rob robin "
    "rock rocky rod rose rosy royal rusty saint sandy shadow shaw shay skip sky sol spring star stella sterling "
    "stone storm summer sun "
    "sunny sunshine tanner tate terry tiger treasure trinity troy unity van victor violet wade ward warren west "
    "will willow wren wright "
    "zen gift favour goodness wisdom success promise praise miracle bright heaven psalm sid dot pip tilly bam "
    "cherub legend major rebel an "
    "as at in is it me my no of on or so to up us we per con una ref nat med dem den ave del des der via tri mil "
    "min mis mos pro rem rep "
    "ser sic sim sin tam val van ver vis ali das dem ere era est ian mac mam mal man mum nan net oder ora par "
    "pam pas pol sab san sans "
    "sen som son sue tas tab tim til ton tod una und use ute wat wes yan zed chi china india paris london france "
    "holland georgia jordan "
    "kenya chad cuba jersey brie alba asia israel santa papa mama diana sierra savannah dakota phoenix austin "
    "dallas florence sydney "
    "camelia kali mona lisa bo mo di vi li wu yu ng ed al jo cy ty kai leo len lee les lou luc mae mai mia mel "
    "nan ned nia pia rae ria "
    "rio sal sam ste ted teo tia tom tor val zac ben dan dom don jon jan ken lex liv mat mike phil reg rex roman "
    "sara marina milan"
)
# … but these are somebody after a word like "with" or "told", or before what people do.
SOMEBODY_IN_CONTEXT = vocabulary.these(
    "angel bailey booth brook cole cooper dale dawn dean drake eve foster gene gill glen grace guy hazel heather "
    "holly iris ivy jack jade jay "
    "jean jo joy june kai kay kit lance lee leo len les lily lou luna mae mark marina mason max mel mia mick "
    "mike miles mo nat ned neil nia nick "
    "olive opal paige pat pearl penny phil pip poppy precious rae ray reg rex ria rio river rob robin rod roman "
    "ron rory rose rosie rosy roy ruby "
    "sal sally sam sandy sara scarlett shane shay shaz sid sky stella sue summer tam ted teo terry theo tia "
    "tilly tim tom toby tony tracy troy ty "
    "val van vic victor violet wes will willow zac zen ed al ben bob dan del destiny dom don jon ken amber ash "
    "abbey lex liv mat blake jordan taylor "
    "chelsea brooke faith hope kit bo di vi jamie alex charlie frankie harley riley casey morgan skye star storm "
    "tre lani"
)
TOLD = vocabulary.these(
    "w w/ with told asked saw met rang phoned texted emailed messaged visited called collected dropped contacted "
    "ring ask tell text call see meet "
    "find from by off him her boy girl lad mate named is = + & n aka"
)
WEAK = vocabulary.these("from by off is n him her boy girl lad mate see find meet call")
THAT = vocabulary.these("that and but when because cos coz bc if then says said while until before after so &")
CLOSED = re.compile(
    r"(?:['’]s)?(?: x+)?(?: ?[,.;:!?)\n]|$| (?:and|or|from|when|so|if|later|tmrw|2nite|n|&|\+|re|about|to|at|in|"
    r"on|again|today|yesterday|tomorrow|"
    r"tonight|who|outside|inside|by|near|this|that|he|she|they|we|i|had|about|said|says|has|was|is|who['’]s)\b)"
)
LINE_START = re.compile(r"(?:^|[\n.;!?] ?|[-•*+>–] ?)$")
ITEM = re.compile(r"[a-z][\w'’-]{1,15}(?: [a-z])?")
LABELLED = re.compile(
    r"\b(?:known|who|present|contacts|seen|names?|group|attended|attendees|with|lads|girls|boys|yps?|young "
    r"people|workers|staff|team|there|regulars|faces|"
    r"usual suspects|associates|peers|friends|linked)(?: today| tonight)? ?[:=] ?(?P<names>[^\n.;]{3,160})"
)
PARTS = re.compile(r"[^,+&/]+")
REASON = "A word stands here where names stand."


def find(capitals: Capitals) -> Iterator[Finding]:
    words = capitals.note.words
    text = capitals.note.text
    for index, word in enumerate(words):
        if word.capital or not _worth_a_look(word.bare) or not capitals.free(word):
            continue
        ambiguous = _ambiguous(word.bare)
        if (ambiguous and _in_context(capitals, index)) or (not ambiguous and _unknown_in_context(capitals, index)):
            yield person(word, word, REASON, "low", Kind.PERSON if ambiguous else Kind.NICKNAME)
    for match in LABELLED.finditer(capitals.note.lowered):
        yield from _listed(capitals, match, text)


@lru_cache(maxsize=20_000)
def _worth_a_look(bare: str) -> bool:
    return len(bare) > 1 and bare.isalpha() and (_ambiguous(bare) or _unknown(bare))


def _ambiguous(bare: str) -> bool:
    if bare in SOMEBODY_IN_CONTEXT:
        return True
    if bare in MOSTLY_OTHER or bare in vocabulary.STARTERS or bare in vocabulary.KIN:
        return False
    return bare in vocabulary.NAMES_AND_WORDS or (bare in vocabulary.first_names() and not is_word(bare))


def _unknown(bare: str) -> bool:
    if not 4 <= len(bare) <= LONGEST_WORD or is_word(bare) or bare in vocabulary.KNOWN or bare in vocabulary.ACRONYMS:
        return False
    return bare not in vocabulary.NATIONALITIES and bare not in vocabulary.RELIGIONS and not near_a_word(bare)


def _in_context(capitals: Capitals, index: int) -> bool:
    note = capitals.note
    word = note.words[index]
    following = note.following(index)
    start = LINE_START.search(note.text, max(0, word.start - 3), word.start) is not None
    before = _before(capitals, index)
    sure = word.bare not in VERBS
    if word.core_end < word.end:
        return (
            following in vocabulary.KIN
            or (sure and (start or before in TOLD - WEAK))
            or following in {"house", "phone", "car", "yard", "place", "flat"}
        )
    if start and (following in DOINGS_OF_PEOPLE_ALONE or (following == "to" and (sure or word.bare == "mark"))):
        return sure or following != "to" or word.bare == "mark"
    if before in THAT and following in DOINGS_OF_PEOPLE_ALONE:
        return sure
    if before in TOLD and sure:
        closed = CLOSED.match(note.text, word.core_end) is not None
        return (
            closed
            if before not in WEAK
            else following in DOINGS_OF_PEOPLE_ALONE or (before in {"from", "off", "by"} and _ends(note.text, word.end))
        )
    return False


def _unknown_in_context(capitals: Capitals, index: int) -> bool:
    note = capitals.note
    word = note.words[index]
    following = note.following(index)
    before = _before(capitals, index)
    if (
        len(word.bare) >= LONG
        and before not in NOT_BEFORE_NAME
        and not before[:1].isdigit()
        and _like_a_name(word.bare)
    ):
        return True
    if before in {"w/", "w", "told", "asked", "met", "rang", "phoned", "texted", "ask", "ring", "aka", "="}:
        return True
    if before in {"with", "sees", "saw", "seeing"} and CLOSED.match(note.text, word.core_end):
        return True
    if word.core_end < word.end:
        return following in vocabulary.KIN
    start = LINE_START.search(note.text, max(0, word.start - 3), word.start) is not None
    return (start or before in THAT) and following in DOINGS_OF_PEOPLE_ALONE


def _like_a_name(bare: str) -> bool:
    """False for words with the endings of English ones, however new: "playfightin", "misgendering"."""
    return bare not in vocabulary.CALENDAR and not bare.endswith(ENGLISH_ENDINGS)


LONG = 5  # a longer word in no list is hardly ever anything but a name
ENGLISH_ENDINGS = (
    *("in", "ing", "ings", "ed", "ly", "tion", "tions", "ment", "ness", "able", "ible", "ise", "ised", "ize", "ized"),
    *("ism", "ology", "ologist", "graphic", "ful", "less", "ship", "ity", "ive", "ously", "pathy", "therapy", "mab"),
)


def _before(capitals: Capitals, index: int) -> str:
    note = capitals.note
    if index == 0:
        return ""
    gap = note.between(index)
    if gap in {"/ ", " = ", "= "}:
        return "w/" if gap == "/ " and note.words[index - 1].bare == "w" else "=" if "=" in gap else ""
    return note.words[index - 1].text.lower() if gap == " " else ""


def _ends(text: str, end: int) -> bool:
    return re.match(r"(?: x+)?\s*(?:[,.;:!?)\n]|$)", text[end : end + 6]) is not None


def _listed(capitals: Capitals, match: re.Match[str], text: str) -> Iterator[Finding]:
    """Small words in a list after "known:", if one of them at least is a name: "known: jonno, smudge, tai"."""
    offset = match.start("names")
    indexes: list[int] = []
    names = 0
    for part in PARTS.finditer(match["names"]):
        content = part.group().strip(" \t-–•*\"“'")
        if not content:
            continue
        index = capitals.note.at(offset + part.start() + part.group().index(content))
        if index is None:
            continue
        word = capitals.note.words[index]
        listed = word.bare in vocabulary.given_names()
        names += listed or (word.capital and word.bare not in vocabulary.STARTERS)
        if not word.capital and ITEM.fullmatch(content) and capitals.free(word) and word.bare not in NOT_LISTED:
            indexes.append(index)
    for index in indexes if names and len(indexes) + names > 1 else ():
        word = capitals.note.words[index]
        yield person(word, word, "It stands in a list of names.", "low", Kind.NICKNAME)


NOT_LISTED = (
    vocabulary.STARTERS
    | vocabulary.KIN
    | vocabulary.ROLES
    | vocabulary.these(
        "me us them vol vols staff worker workers others few some none all both two three four five many new "
        "usual regular twins"
    )
)
