"""Web addresses, handles and user names."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

URL = re.compile(
    r"(?<![\w.@-])(?:(?:https?://|www\.)[^\s<>\"'()\[\]]{3,200}"
    r"|(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|uk|me|info|io|gg|tv|ly|eu|example|app|link|xyz|online|site|live|be)\b"
    r"(?:/[^\s<>\"'()\[\]]{0,200})?)",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.]{1,40}(?<!\.)")
# A word with an underscore is hardly ever anything but a user name.
USER_NAME = re.compile(r"(?<![\w@./])(?:[A-Za-z0-9.]{1,30}_){1,5}[\w.]{0,30}(?<![._])", re.ASCII)
ACCOUNT = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|telegram|discord|gamertag|psn|xbox|user ?name|handle|twitter|onlyfans|"
    r"facebook|fb|ig)\b[:=]?(?: (?:is|as|name|handle|account|under|called|id|user|profile|acc|gamertag|tag|"
    r"username)\b[:=]?){0,3} ?"
    r"[\"“'‘]?(?P<name>[A-Za-z0-9][\w.\-]{2,40})(?<![.\-])"
)
NAMED_ACCOUNT = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|telegram|discord|gamertag|psn|user ?name|handle|twitter|onlyfans|"
    r"roblox|fortnite|ig)\b"
    r"(?: (?:name|account|user|profile|tag|id|handle))?(?:[:=]| is| as| under| called| name:?| @)+ "
    r"?[\"“'‘]?(?P<name>[A-Za-z][\w.\-]{2,40})(?<![.\-])"
)
ON_ACCOUNT = re.compile(
    r"(?<![\w@./-])(?P<name>[A-Za-z][\w.\-]*\d[\w.\-]*|\d+[A-Za-z][\w.\-]*)(?<![.\-])[\"”'’]? (?:on|over) (?:his "
    r"|her |their )?(?:insta(?:gram)?|snap(?:chat)?|"
    r"tiktok|telegram|discord|xbox|psn|playstation|twitter|facebook|fb|ig|roblox|fortnite|steam|twitch|kik|onlyfans)\b"
)
# "goes by dxn.07": what somebody is called with figures or dots in it is an account.
GOES_BY = re.compile(
    r"\b(?:goes by|known as|calls (?:him|her)self|user|handle) [\"“'‘]?(?P<name>[a-z][a-z]*[\d_.]+[a-z\d_.]*)(?<!\.)"
)
# Public services and laws: a link to them identifies nobody.
PUBLIC = re.compile(
    r"(?:^|[/.])(?:gov\.uk|legislation\.gov\.uk|nhs\.uk|childline\.org\.uk|nspcc\.org\.uk|samaritans\.org|"
    r"talktofrank\.com|kooth\.com|nice\.org\.uk|ceop\.police\.uk|crimestoppers-uk\.org|youthendowmentfund\.org\.uk|"
    r"youngminds\.org\.uk|papyrus-uk\.org|mind\.org\.uk|citizensadvice\.org\.uk|wikipedia\.org)(?:$|/)",
    re.IGNORECASE,
)


def find(note: Note) -> Iterator[Finding]:
    text = note.text
    yield from _pages(text)
    for match in HANDLE.finditer(text):
        yield _account(*match.span())
    for match in USER_NAME.finditer(text) if "_" in text else ():
        if any(c.isalpha() for c in match.group()):
            yield _account(*match.span())
    for match in ACCOUNT.finditer(note.lowered):
        if any(c.isdigit() or c in "._" for c in match["name"]):
            yield _account(*match.span("name"))
    for match in NAMED_ACCOUNT.finditer(note.lowered):
        if match["name"] not in vocabulary.common_words() and match["name"] not in vocabulary.STARTERS:
            yield _account(*match.span("name"))
    for match in GOES_BY.finditer(note.lowered):
        yield _account(*match.span("name"))
    for match in ON_ACCOUNT.finditer(note.lowered):
        yield _account(*match.span("name"))


def _pages(text: str) -> Iterator[Finding]:
    for match in URL.finditer(text):
        end = match.start() + len(match.group().rstrip(".,;:!?"))
        host = re.sub(r"^https?://", "", match.group(), flags=re.IGNORECASE).split("/")[0]
        if not PUBLIC.search(host.removeprefix("www.")):
            yield found(match.start(), end, Kind.WEB_ADDRESS, "This is a web address.", "[a web page]")


def _account(start: int, end: int) -> Finding:
    return found(start, end, Kind.WEB_ADDRESS, "This looks like an account name.", "[an account]")
