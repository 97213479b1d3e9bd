"""From findings to a text that may be stored: each direct finding replaced, or kept with a reason why it names nobody.

Nothing about an unfinished text is kept anywhere, so the form itself carries what the writer decided. It works as plain
HTML: for each question it holds three fields,

    span-<n>     hidden: the exact words the question is about
    replace-<n>  what to write instead of them, everywhere; empty for no
    keep-<n>     why they identify nobody; empty for no

and every answer is read back by the words it is about, never by its number: numbers change when the text does.
In a view::

    answers = read_answers(request.POST)
    text = rewritten(request.POST["text"], screen(request.POST["text"]), answers.replaced)
    review = review_direct(text, screen(text), answers.kept)
    if review.complete: …store `text`…  else: …show the form again with `text`, review.open and review.settled…
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from learning.deidentification.findings import Finding, Kind
from learning.deidentification.roles import ROLES
from learning.deidentification.screen import screen

SPAN, REPLACE, KEEP = "span-", "replace-", "keep-"
NUMBERED = re.compile(r"span-(\d{1,4})")
SHORTEST_REASON = 3  # letters and digits: "no" and "…" say nothing
AROUND = 40
ROLE = re.compile(r"\[an? [^\]]+\]")
SAID = re.compile(
    r"(?<![\w'’-])(?:(?P<title>(?i:mr|mrs|ms|miss|mx|dr|pc|dc|ds|di|dci|sgt|pcso|insp|cllr|rev|fr)\.? )"
    r"|(?P<role>[\w'’-]+) )$"
)
BEGINS = re.compile(r"(?:[.!?][\"”’)]? |\n[ \t•*-]*|^[ \t•*-]+)$")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the writer decided, by the exact words it is about."""

    kept: dict[str, str] = field(default_factory=dict)  # words → why they identify nobody
    replaced: dict[str, str] = field(default_factory=dict)  # words → what to write instead


@dataclass(frozen=True, slots=True)
class Question:
    """Words that may identify somebody directly, once for all places where they stand."""

    number: int
    text: str
    kind: Kind
    reason: str
    suggestion: str
    findings: tuple[Finding, ...]
    before: str  # what stands around the first of them
    after: str
    keep: str = ""  # the writer's reason so far, to be shown again
    problem: str = ""  # why that reason does not do

    @property
    def times(self) -> int:
        return len(self.findings)

    @property
    def span_field(self) -> str:
        return f"{SPAN}{self.number}"

    @property
    def replace_field(self) -> str:
        return f"{REPLACE}{self.number}"

    @property
    def keep_field(self) -> str:
        return f"{KEEP}{self.number}"


@dataclass(frozen=True, slots=True)
class Review:
    """The questions that a text raises: `open` ones bar it from being stored, `settled` ones are kept with a reason."""

    open: tuple[Question, ...]
    settled: tuple[Question, ...]

    @property
    def complete(self) -> bool:
        return not self.open


def read_answers(data: Mapping[str, str]) -> Answers:
    """The answers in a posted form (see the module). Fields without their span are ignored."""
    answers = Answers()
    for name in data:
        if number := NUMBERED.fullmatch(name):
            text = one_line(data[name])
            keep = data.get(f"{KEEP}{number[1]}", "").strip()
            replacement = data.get(f"{REPLACE}{number[1]}", "").strip()
            if text and replacement:
                answers.replaced[text] = replacement
            elif text and keep:
                answers.kept[text] = keep
    return answers


def rewritten(text: str, findings: Iterable[Finding], replaced: Mapping[str, str], *, also_hints: bool = False) -> str:
    """`text` with the words of `replaced` written otherwise wherever a direct finding holds exactly them.

    `also_hints`: where any other finding does, too.
    """
    parts: list[str] = []
    reached = 0
    for finding in sorted(findings):
        replacement = replaced.get(one_line(text[finding.start : finding.end]))
        is_meant = also_hints or finding.severity == "direct"
        if is_meant and replacement is not None and finding.start >= reached:
            before, instead = _fitted(text[reached : finding.start], replacement, opens=not any(parts))
            parts += [before, instead]
            reached = finding.end
    return "".join([*parts, text[reached:]])


def _fitted(before: str, instead: str, *, opens: bool) -> tuple[str, str]:
    """What stands before a name and what is written instead of it, as one reads them together.

    "PC Wright" is "[a police officer]" without the rank, "her cousin Dwayne" is "her cousin", and a sentence begins
    with a capital. `opens`: nothing but `before` stands before it in the text.
    """
    if not ROLE.fullmatch(instead):
        return before, instead
    if said := SAID.search(before):
        if said["title"]:
            before = before[: said.start("title")]
        elif ROLES.get(said["role"].lower()) == instead:
            return before[: said.end("role")], ""
    if BEGINS.search(before) or (opens and not before.strip()):
        instead = f"[{instead[1].upper()}{instead[2:]}"
    return before, instead


def review_direct(text: str, findings: Iterable[Finding], kept: Mapping[str, str]) -> Review:
    """Which direct findings are still open, given the writer's reasons for those that identify nobody.

    A reason counts for the exact words it was given for (capitals included), wherever they stand.
    A reason is itself text that will be stored: one that names somebody does not do, unless by words of the text.
    """
    open_: list[Question] = []
    settled: list[Question] = []
    questions = _questions(text, (finding for finding in findings if finding.severity == "direct"), 1)
    given = kept.keys() & {question.text for question in questions}
    for question in questions:
        keep = kept.get(question.text, "").strip()
        problem = _problem(keep, given) if keep else ""
        (settled if keep and not problem else open_).append(replace(question, keep=keep, problem=problem))
    return Review(tuple(open_), tuple(settled))


def hints(text: str, findings: Iterable[Finding], first: int) -> list[Question]:
    """What may point to somebody together with more, numbered from `first` on: nothing has to be done about it."""
    return _questions(text, (finding for finding in findings if finding.severity != "direct"), first)


def _questions(text: str, findings: Iterable[Finding], first: int) -> list[Question]:
    """One for each words that were found, in the order in which they stand."""
    places: dict[str, list[Finding]] = {}
    for finding in sorted(findings):
        places.setdefault(one_line(text[finding.start : finding.end]), []).append(finding)
    return [
        Question(
            number=number,
            text=words,
            kind=found[0].kind,
            reason=found[0].reason,
            suggestion=found[0].replacement,
            findings=tuple(found),
            before=text[max(0, found[0].start - AROUND) : found[0].start],
            after=text[found[0].end : found[0].end + AROUND],
        )
        for number, (words, found) in enumerate(places.items(), start=first)
    ]


def _problem(keep: str, kept: Collection[str]) -> str:
    """What is wrong with a reason, in words for the writer; empty when it does."""
    if sum(c.isalnum() for c in keep) < SHORTEST_REASON:
        return "Say in a few words why this identifies nobody."
    for finding in screen(keep):
        if finding.severity == "direct" and one_line(keep[finding.start : finding.end]) not in kept:
            return "This reason may itself name somebody. Give one that does not."
    return ""


def one_line(text: str) -> str:
    """Browsers change line ends and hidden fields lose them: words are compared with single spaces."""
    return " ".join(text.split())
