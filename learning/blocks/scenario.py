from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .plain import PlainCharBlock, PlainTextBlock
from .readable import ReadableBlock
from .scenario_map import Problem, ProblemKind, problems, read


class Ending(models.TextChoices):
    """How a scenario can end; the word is shown, a score is not."""

    GOOD = "good", _("It went well")
    MIXED = "mixed", _("It went partly well")
    POOR = "poor", _("It went badly; people can go back")


class KeyBlock(PlainCharBlock):
    """The short name of a step; on publication one word of letters, digits and hyphens."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value and not self.is_deferred_validation:
            validate_slug(value)
        return value


def _key_block(label: Any, help_text: Any) -> KeyBlock:
    return KeyBlock(label=label, max_length=40, help_text=help_text)


class ChoiceBlock(blocks.StructBlock):
    """One thing a learner can do."""

    text = PlainTextBlock(label=_("Choice"), rows=2)
    next = _key_block(_("Leads to"), _("The short name of the step that follows."))
    feedback = PlainTextBlock(label=_("What it did"), rows=2, help_text=_("Shown at once. Never scolding."))

    class Meta:
        icon = "arrow-right"
        label = _("Choice")


class StepBlock(blocks.StructBlock):
    """One scene: either it offers choices, or it is an ending."""

    key = _key_block(_("Short name"), _("One word or letter, for the choices to point at: “a”, “door”, “good-end”."))
    text = PlainTextBlock(label=_("What happens"), rows=3)
    choices = blocks.ListBlock(ChoiceBlock(), default=[], label=_("Choices"), help_text=_("None for an ending."))
    ending = blocks.ChoiceBlock(
        label=_("Ending"), choices=Ending.choices, required=False, help_text=_("Empty where the story goes on.")
    )

    class Meta:
        icon = "site"
        label = _("Step")


SAID: dict[ProblemKind, tuple[str, Any]] = {
    "no_start": ("start", _("No step is called “%(key)s”. Write the short name of the first step here.")),
    "same_key": ("key", _("Another step is called “%(key)s” already. Give each step its own short name.")),
    "leads_nowhere": ("choices", _("A choice leads to a step that does not exist. Write a step’s short name.")),
    "dead_end": ("choices", _("Nobody can go on from here. Add choices, or say how it ends.")),
    "ending_with_choices": ("ending", _("This is an ending, yet it offers choices. Take one of them out.")),
    "no_way_out": ("choices", _("From here no ending can be reached. Let one choice lead on.")),
    "unreachable": ("key", _("No choice leads to this step, so nobody will see it.")),
}


class ScenarioBlock(ReadableBlock, blocks.StructBlock):
    """A short story in which the learner chooses what happens."""

    title = PlainCharBlock(label=_("Title"), max_length=120)
    start = _key_block(_("Begins at"), _("The short name of the first step."))
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "redirect"
        label = _("Scenario")
        form_classname = "struct-block scenario-block"
        description = _("A short story in which people choose what happens. Nothing is scored.")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation:
            found = problems(read(self.get_prep_value(value)))
            if found:
                raise _errors(found, [step["key"] for step in value["steps"]])
        return value


def _errors(found: list[Problem], keys: list[str]) -> blocks.StructBlockValidationError:
    """The problems, each at the field of the step that it is about."""
    at_start: list[ValidationError] = []
    by_step: dict[int, dict[str, list[ValidationError]]] = {}
    for problem in found:
        field, said = SAID[problem.kind]
        error = ValidationError(said, params={"key": problem.key})
        if problem.kind == "no_start":
            at_start.append(error)
            continue
        # Of two steps with one name the later one is to be renamed.
        index = len(keys) - 1 - keys[::-1].index(problem.key) if problem.kind == "same_key" else keys.index(problem.key)
        by_step.setdefault(index, {}).setdefault(field, []).append(error)
    errors: dict[str, ValidationError] = {}
    if at_start:
        errors["start"] = ValidationError(at_start)
    if by_step:
        errors["steps"] = blocks.ListBlockValidationError(
            block_errors={
                index: blocks.StructBlockValidationError(
                    block_errors={field: ValidationError(said) for field, said in fields.items()}
                )
                for index, fields in by_step.items()
            }
        )
    return blocks.StructBlockValidationError(block_errors=errors)
