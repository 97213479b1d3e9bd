"""The forms by which files come in: bounded in size, of a kind that is told by its content, and without notes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .file_kinds import KINDS, is_what_it_says
from .picture_file import without_notes


class UploadForm(BaseDocumentForm):
    """Wagtail's document form; `settings.WAGTAILDOCS_DOCUMENT_FORM_BASE` names it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # The editor's script says it before 200 MB have travelled.
            self.fields["file"].widget.attrs |= {
                "data-largest-bytes": str(settings.LARGEST_UPLOAD),
                "data-too-large": self._too_large(),
                "accept": ",".join(f".{kind}" for kind in KINDS),
            }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file or "file" not in self.changed_data:
            return file
        if file.size > settings.LARGEST_UPLOAD:
            raise forms.ValidationError(self._too_large())
        if not is_what_it_says(file, file.name):
            raise forms.ValidationError(
                _("The content of this file is not what its name says, or of no kind that is taken here: %(kinds)s.")
                % {"kinds": ", ".join(KINDS)}
            )
        return file

    def _too_large(self) -> str:
        return _("This file is larger than %(size)s. Make it smaller, or use a film at a host that is allowed.") % {
            "size": filesizeformat(settings.LARGEST_UPLOAD)
        }

    class Meta(BaseDocumentForm.Meta):
        pass


class PictureForm(BaseImageForm):
    """Wagtail's image form; `settings.WAGTAILIMAGES_IMAGE_FORM_BASE` names it."""

    def _clean_fields(self) -> None:
        # Wagtail's field reads the size of a picture without asking whether the file is whole.
        try:
            super()._clean_fields()
        except (OSError, SyntaxError):
            self.add_error("file", _("This picture is damaged: it ends too early. Save it again, and upload that."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return without_notes(file) if file and "file" in self.changed_data else file

    class Meta(BaseImageForm.Meta):
        pass
