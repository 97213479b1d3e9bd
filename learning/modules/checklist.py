"""What a draft still needs before it can go out, and what is worth a second look, each with the place it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .content_checks import Finding, content_checks
from .draft_reviewers import reviewers_of
from .publication import Said, missing
from .review import Reviewer

if TYPE_CHECKING:
    from .models import ModulePage


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing without which it is not published: a sentence, and the field or block to go to.

    `place`: where in the section it is, as the editor labels it, the block first: "Video, Minutes".
    """

    says: str
    field: str = ""
    block_id: str = ""
    section: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """`reviewers`: who reads it before it goes out, in their order."""

    missing: list[Missing]
    findings: list[Finding]
    reviewers: list[Reviewer]
    minutes: int = 0
    advice: list[Missing] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        return not self.missing


def checklist(draft: ModulePage) -> Checklist:
    """Of the draft as it is saved."""
    needed = reviewers_of(draft)
    return Checklist(
        [*_fields(draft), *_blocks(draft), *_publication(draft)],
        content_checks(draft.stored_body),
        [reviewer for reviewer in Reviewer if reviewer in needed],
        draft.minutes,
        list(_advice(draft)),
    )


def _fields(draft: ModulePage) -> Iterator[Missing]:
    if not draft.summary.strip():
        yield Missing(_("Say in one sentence what it is about."), "summary")
    if not draft.outcome_texts:
        yield Missing(_("Say what people can do afterwards."), "outcomes")
    if draft.level is None:
        yield Missing(_("Choose the level."), "level")
    if not draft.stored_body:
        yield Missing(_("Write a first section."), "body")


def _advice(draft: ModulePage) -> Iterator[Missing]:
    if draft.outcome_texts and not 3 <= len(draft.outcome_texts) <= 5:
        yield Missing(_("Three to five things that people can do afterwards are what they keep in mind."), "outcomes")
    if not draft.audiences.all():
        yield Missing(_("Nobody is named whom it is for, so it is found by fewer people."), "audiences")
    if not draft.job_aid_title:
        yield Missing(_("There is no job aid yet: one sheet that people keep at hand."), "job_aid_title")


def _publication(draft: ModulePage) -> Iterator[Missing]:
    if not draft.has_versions or not draft.has_unpublished_changes:
        return
    said = Said(draft.change, draft.earlier_completions, draft.redo_by, draft.bridge_id is not None, draft.what_changed)
    for name, sentence in missing(said, timezone.localdate()).items():
        yield Missing(str(sentence), name)


def _blocks(draft: ModulePage) -> Iterator[Missing]:
    try:
        draft.body.stream_block.clean(draft.body)
    except ValidationError as error:
        yield from _of_error(error, draft.body, _Place())


@dataclass(frozen=True, slots=True)
class _Place:
    """How far into the body an error was followed: the nearest block with an id, its section, and the labels since."""

    block_id: str = ""
    section: str = ""
    labels: tuple[str, ...] = ()

    def missing(self, sentence: str) -> Missing:
        return Missing(sentence, block_id=self.block_id, section=self.section, place=", ".join(self.labels))

    def inside(self, child: Any, child_id: str, label: str) -> _Place:
        if not self.block_id:  # a section: its title says which
            return _Place(child_id, str(child.get("title") or "") if hasattr(child, "get") else "")
        says_more = label and label not in self.labels[-1:]
        return _Place(child_id or self.block_id, self.section, (*self.labels, label) if says_more else self.labels)


def _of_error(error: ValidationError, value: Any, place: _Place) -> Iterator[Missing]:
    """Every sentence inside an error of blocks, with where it is."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        yield from map(place.missing, _of_table(error) or error.messages)
        return
    yield from map(place.missing, _messages(getattr(error, "non_block_errors", None)))
    for key, of_child in inner.items() if isinstance(inner, dict) else enumerate(inner):
        if of_child is None:
            continue
        child, child_id, label = _child(value, key)
        for one in of_child if isinstance(of_child, list) else [of_child]:
            yield from _of_error(one, child, place.inside(child, child_id, label))


def _of_table(error: ValidationError) -> list[str]:
    """The sentences about a table and its cells, each once; none for any other error."""
    cells = getattr(error, "cell_errors", None) or {}
    of_cells = [said for row in cells.values() for cell in row.values() for said in cell.messages]
    return list(dict.fromkeys([*_messages(getattr(error, "non_block_errors", None)), *of_cells]))


def _messages(errors: Any) -> list[str]:
    return ValidationError(list(errors)).messages if errors else []


def _child(value: Any, key: Any) -> tuple[Any, str, str]:
    """The child at an index of a stream or list, or under a name of a struct, with its id and label if it has them."""
    if isinstance(key, int):
        blocks = value.bound_blocks if hasattr(value, "bound_blocks") else value
        bound = blocks[key]
        return bound.value, str(bound.id or ""), str(bound.block.label or "")
    label = str(value.block.child_blocks[key].label or "") if key != "blocks" else ""
    return value.get(key), "", label
