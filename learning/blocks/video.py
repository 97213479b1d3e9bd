from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from .captions import last_second, problems
from .file_kinds import VIDEOS, ending, is_what_it_says
from .film_address import film_at
from .plain import PlainCharBlock
from .readable import ReadableBlock
from .text import PLAIN_FEATURES


class CaptionsInput(forms.Textarea):
    """A box for captions, and a file that fills it: the file itself is not kept, its words are."""

    template_name = "blocks/forms/captions.html"


class CaptionsBlock(blocks.FieldBlock):
    """Captions as WebVTT; refused cue by cue on publication, kept as they are in a draft."""

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        widget = CaptionsInput(attrs={"rows": 6, "spellcheck": "false"})
        self.field = forms.CharField(required=required, help_text=help_text, widget=widget, strip=False)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value and not self.is_deferred_validation and (found := problems(value)):
            raise ValidationError(found)
        return value

    class Meta:
        default = ""


class VideoBlock(ReadableBlock, blocks.StructBlock):
    """A film to watch, with its captions and its words: one of ours, or one at a host that is allowed."""

    title = PlainCharBlock(label=_("Title"), max_length=120)
    file = DocumentChooserBlock(
        label=_("Film of our own"), required=False, help_text=_("An .mp4 or .webm file. Upload it, or choose one.")
    )
    link = PlainCharBlock(
        label=_("Or a film elsewhere"),
        required=False,
        max_length=300,
        help_text=_(
            "Its address at YouTube or Vimeo. Nothing is loaded from there until somebody presses Play, because the "
            "host sees who watches."
        ),
    )
    minutes = blocks.IntegerBlock(
        label=_("Minutes"), min_value=1, max_value=60, help_text=_("Rounded up. They count into the module’s minutes.")
    )
    captions = CaptionsBlock(
        label=_("Captions"),
        help_text=_(
            "For a film of our own: WebVTT (.vtt). Without sound, say so and write what can be read in the picture."
        ),
    )
    captioned_there = blocks.BooleanBlock(
        label=_("The film elsewhere has captions"),
        required=False,
        help_text=_("Looked at by you. Captions that a machine made do not count until somebody has mended them."),
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=PLAIN_FEATURES,
        help_text=_("All that is said, and what is shown where it matters. People read it instead of watching."),
    )
    licence = PlainCharBlock(
        label=_("Whose it is, and licence"), max_length=160, help_text=_("“Made for this network, CC BY 4.0”.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _(
            "A film with captions and a transcript. Short ones: people watch on a phone, often without sound."
        )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and (errors := _errors(value)):
            raise blocks.StructBlockValidationError(
                block_errors={field: ValidationError(said) for field, said in errors.items()}
            )
        return value


def _errors(value: Any) -> dict[str, Any]:
    """What is wrong with the film, by the field where it is to be mended."""
    file, link = value["file"], value["link"]
    if bool(file) == bool(link):
        return {"file": _("Give one film: a file of our own, or the address of one elsewhere.")}
    errors: dict[str, Any] = {}
    if file and not _is_film(file):
        errors["file"] = _("This is no film that every browser plays. Use an .mp4 (H.264) or .webm file.")
    if file and not value["captions"].strip():
        errors["captions"] = _("Add captions: people watch without sound, and some cannot hear it.")
    if file and last_second(value["captions"]) > 60 * value["minutes"]:
        errors["minutes"] = _("The captions run on after so many minutes. Mend the minutes or the captions.")
    if link and film_at(link) is None:
        errors["link"] = _("Films come from YouTube or Vimeo here, by the https address of one film. This is none.")
    if link and not value["captioned_there"]:
        errors["captioned_there"] = _("Look whether the film has captions there, and say so; otherwise choose another.")
    return errors


def _is_film(document: Any) -> bool:
    if ending(document.filename) not in VIDEOS:
        return False
    try:
        with document.open_file() as file:
            return is_what_it_says(file, document.filename)
    except OSError:
        return False
