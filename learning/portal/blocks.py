"""The pieces of which the network's own pages are made."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

RICH = ["bold", "link", "ul", "ol"]


class PointsBlock(blocks.StructBlock):
    """A heading and a list of points."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    points = blocks.ListBlock(blocks.TextBlock(rows=2), label=_("Points"))

    class Meta:
        icon = "list-ul"
        label = _("Points")
        template = "blocks/points.html"


class StatementBlock(blocks.StructBlock):
    """A sentence that stands for the network: its vision, its mission."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), rows=4)

    class Meta:
        icon = "bold"
        label = _("Statement")
        template = "blocks/statement.html"


class DefinitionBlock(blocks.StructBlock):
    """Somebody's definition, in their words and with their name."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("In their words"), rows=4)
    by = blocks.CharBlock(label=_("By"), max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Definition")
        template = "blocks/definition.html"


class StepBlock(blocks.StructBlock):
    """One knot of a thread."""

    title = blocks.CharBlock(label=_("Step"), max_length=120)
    note = blocks.CharBlock(label=_("Note"), max_length=240, required=False)


class StepsBlock(blocks.StructBlock):
    """Things that follow each other or belong together, as a standing thread."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Introduction"), rows=2, required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"))
    numbered = blocks.BooleanBlock(label=_("The order matters"), required=False)

    class Meta:
        icon = "order"
        label = _("Steps")
        template = "blocks/steps.html"


class StrandsBlock(blocks.StructBlock):
    """Short names that hang together on one thread."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Introduction"), rows=2, required=False)
    names = blocks.ListBlock(blocks.CharBlock(max_length=60), label=_("Names"))

    class Meta:
        icon = "link"
        label = _("Strands")
        template = "blocks/strands.html"


class LayersBlock(blocks.StructBlock):
    """Layers that stand on each other, the broadest one at the foot."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Introduction"), rows=2, required=False)
    layers = blocks.ListBlock(StepBlock(), label=_("Layers, from the top"))
    beneath = StepBlock(label=_("What carries them all"))

    class Meta:
        icon = "bars"
        label = _("Layers")
        template = "blocks/layers.html"


class RingsBlock(blocks.StructBlock):
    """Rings around each other, from the innermost outwards."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Introduction"), rows=2, required=False)
    rings = blocks.ListBlock(StepBlock(), label=_("Rings, from the inside"), min_num=2, max_num=5)

    class Meta:
        icon = "radio-full"
        label = _("Rings")
        template = "blocks/rings.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["drawn"] = drawn_rings([ring["title"] for ring in value["rings"]])
        return context


class HonestyBlock(blocks.StructBlock):
    """What a figure or a claim on the page does not show."""

    text = blocks.TextBlock(label=_("Text"), rows=2)

    class Meta:
        icon = "warning"
        label = _("What this does not show")
        template = "blocks/honesty.html"


class About(blocks.StructValue):
    @property
    def href(self) -> str:
        """The page of the term; where its list has none, the catalogue narrowed down to it."""
        from .subjects import address_of

        return address_of(self["subject"])


class SubjectBlock(blocks.StructBlock):
    """The way from a page of the network to what can be learnt about it."""

    subject = SnippetChooserBlock("modules.SubjectHeading", label=_("Subject heading"))

    class Meta:
        icon = "tag"
        label = _("Modules and cases on this")
        template = "blocks/subject.html"
        value_class = About


def drawn_rings(titles: list[str]) -> list[dict[str, Any]]:
    """Circles that touch at the foot, outermost first, in a box of 320 × 320; each with the place of its name."""
    widest = 156
    step = widest / (len(titles) or 1)
    rings = []
    for at, title in reversed(list(enumerate(titles))):
        radius = round(step * (at + 1))
        top = 316 - 2 * radius
        rings.append(
            {
                "title": title,
                "radius": radius,
                "y": 316 - radius,
                "label_y": top + round(step) if at else 316 - radius + 6,
            }
        )
    return rings


PROGRAMME = [
    ("text", blocks.RichTextBlock(label=_("Text"), features=[*RICH, "h2", "h3"], template="blocks/written.html")),
    ("points", PointsBlock()),
    ("statement", StatementBlock()),
    ("definition", DefinitionBlock()),
    ("steps", StepsBlock()),
    ("strands", StrandsBlock()),
    ("layers", LayersBlock()),
    ("rings", RingsBlock()),
    ("honesty", HonestyBlock()),
    ("subject", SubjectBlock()),
]
