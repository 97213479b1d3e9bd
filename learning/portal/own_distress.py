"""Whether a text speaks of its writer's own distress: then support is offered, and nothing else happens.

A pure rule over words, in English. Nothing is stored, reported or told to anybody, so a false alarm costs one gentle
sentence and a missed one leaves the support lines where they always are. What it must leave alone is the everyday work
of the people who write here: a child, a parent or a colleague who is in distress, or whose words are repeated.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
_SENTENCE = re.compile(r"[^.!?\n;]+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'"})

_AM = r"(?:'m|'ve been|'ve felt| am| was| feel| felt| have been| have felt| keep feeling)"
_HAVE = r"(?:'ve|'m| have| had| am| was| keep| kept)?"
_CANNOT = r"(?: really| just| honestly| simply)? (?:can't|cannot|can not|couldn't)"
_WANT = r"(?: really| just| only)? (?:want|wanted|wish|need|tried) to(?: just| really)?"
_BY_WHOM = "husband|wife|partner|boyfriend|girlfriend|ex|father|mother|dad|mum|brother"

# How it begins, and how it goes on: what one says of oneself, with "I", "me" or "my" in it.
_SAID = (
    (rf"i{_AM}(?: \w+){{0,2}}", "suicidal|burn(?:t|ed) out|broken|hopeless|worthless|desperate|traumatised"),
    (rf"i{_AM}(?: \w+){{0,2}}", "self-harming|falling apart|breaking down|drowning"),
    (rf"i{_AM}", "at breaking point|at the end of my tether|a burden|in crisis|in a (?:very )?dark place"),
    (rf"i{_CANNOT}(?: \w+)?", "cope|go on|carry on|sleep|stop crying|stop shaking"),
    (rf"i{_CANNOT} (?:take|do)", "(?:this|it|any of this) any ?(?:more|longer)"),
    (rf"i{_WANT}", "die|be dead|kill myself|hurt myself|end it all|end my life|disappear for good"),
    (r"i(?: really| just)? (?:don't|do not|didn't|did not) want to", "be here|live|wake up|go on"),
    (r"i wish(?:ed)?", "i (?:was|were) dead|i wasn't here|i had(?:n't| not) been born"),
    (rf"i{_HAVE}(?: think| thought| thinking) (?:about|of)", "suicide|dying|(?:killing|hurting) myself"),
    (rf"i{_HAVE}(?: think| thought| thinking) (?:about|of)", "ending (?:it|my life)"),
    (rf"i{_HAVE}(?: been)?", "(?:hurt|hurting|harmed|harming|cut|cutting) myself"),
    (rf"i{_HAVE}(?: had| having)?(?: \w+)?", "nightmares|flashbacks|panic attacks?|a breakdown"),
    (r"i(?: don't| do not| haven't been able to)", "sleep"),
    (rf"i{_HAVE} (?:cry|cried|been crying|crying)(?: \w+){{0,2}}", "every|each|all|in the (?:car|toilet)|to sleep"),
    (r"i(?:'m| am)? (?:drink|drinking)(?: \w+)?", "every (?:night|day|evening)|to (?:sleep|cope|forget)"),
    (r"(?:it|this|that|job|work|shift|case)(?: is| has been|'s)", "(?:breaking|killing|destroying) me"),
    (r"my(?: own)?", r"breakdown|panic attacks?|flashbacks|nightmares|self-harm|suicid\w+"),
    (r"happened to me", "too|as a child|as well|when i was"),
    (r"i was(?: sexually)?", "abused|raped|assaulted"),
    (rf"my (?:{_BY_WHOM})", "(?:hits?|beats?|hurts|raped|abuse[sd]|threatens) me"),
)
_OWN = tuple(re.compile(rf"\b{begins}\s+(?:{goes_on})\b") for begins, goes_on in _SAID)

# Words of somebody else, told with "I" in them: "she said I want to die", "he told me that I …".
_WHO = r"s?he|they|who|\w+body|mum|dad|(?:the|a|an|his|her|their|my|our|one|another|this|that) [\w-]+(?: [\w-]+)?"
_TELLS = "sa(?:id|ys?|ying)|tells?|told|writes?|wrote|texted|shouted|screamed|whispered|replied|answered|disclosed"
_TOLD = re.compile(rf"\b(?:{_WHO}) (?:\w+ )?(?:{_TELLS})\b")

# What one is careful to say is not so, or only imagines.
_FEELINGS = "suicidal|burn(?:t|ed) out|broken|hopeless|worthless|desperate|self-harming|in crisis"
_NOT_SO = re.compile(
    rf"\bi(?:'m| am| was| feel| felt)? (?:not|never|no longer)(?: \w+){{0,2}} (?:{_FEELINGS})\b"
    rf"|\bi(?: do|'ve| have|'d| did)? ?(?:not|n't|never)(?: \w+){{0,2}} (?:{_FEELINGS})\b"
    r"|\bif i\b|\bimagine\w* (?:that )?i\b"
)


def speaks_of_own_distress(text: str) -> bool:
    """Whether some sentence of `text` says of its writer what support should be offered for."""
    plain = _QUOTED.sub(" … ", text.translate(_APOSTROPHES).lower())
    return any(_is_own(" ".join(found.group().split())) for found in _SENTENCE.finditer(plain))


def _is_own(sentence: str) -> bool:
    if _NOT_SO.search(sentence):
        return False
    told = _TOLD.search(sentence)
    return any(
        (found := pattern.search(sentence)) is not None and not (told is not None and told.start() < found.start())
        for pattern in _OWN
    )
