from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

from .plain import PlainTextBlock
from .readable import ReadableBlock

MOST_COLUMNS = 5


class CellsBlock(TypedTableBlock):
    """Columns of words, each with a heading."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and (said := _problem(value)):
            raise TypedTableBlockValidationError(non_block_errors=[ValidationError(said)])
        return value

    def defer_required_validation(self) -> None:
        super().defer_required_validation()
        for block in self.child_blocks.values():
            block.defer_required_validation()

    def restore_deferred_validation(self) -> None:
        for block in self.child_blocks.values():
            block.restore_deferred_validation()
        super().restore_deferred_validation()


class TableBlock(ReadableBlock, blocks.StructBlock):
    """Facts side by side; on a phone each row becomes a card."""

    cells = CellsBlock(
        [("text", PlainTextBlock(required=False, rows=2, label=_("Words")))],
        label=_("Table"),
        help_text=_("Each column has a heading, and the caption says what the table shows. Five columns at most."),
    )
    rows_are_named = blocks.BooleanBlock(
        label=_("The first column names its row"),
        required=False,
        default=True,
        help_text=_("Then it is read aloud with every cell of the row, and heads its card on a phone."),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Facts side by side, with headings. For laying out a page use text.")


def _problem(value: Any) -> Any:
    if not value.caption.strip():
        return _("Give the table a caption: what it shows, in a few words.")
    if not 2 <= len(value.columns) <= MOST_COLUMNS:
        return _("A table has two to five columns: more cannot be read on a phone, and one is a list.")
    if not all(str(column["heading"]).strip() for column in value.columns):
        return _("Give every column a heading.")
    if not value.row_data:
        return _("The table has no rows yet.")
    return None
