"""Markdown as the rich text that Wagtail's editor itself would have stored."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

_BLOCK_KEY = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def rich_text(markdown: str, features: Sequence[str]) -> str:
    """HTML with what `features` allow and nothing else; the highest heading of the text becomes an h2.

    It goes through the editor's own converter, so that opening and saving the page changes nothing.
    """
    html = re.sub(r"<(/?)h3>", r"<\1h2>", _MARKDOWN.render(markdown))
    converter = ContentstateConverter(features=list(features))
    return without_block_keys(converter.to_database_format(converter.from_database_format(html)))


def without_block_keys(html: str) -> str:
    """The text without the keys that the editor gives its paragraphs; also inside JSON. Nobody can see them."""
    return _BLOCK_KEY.sub("", html)
