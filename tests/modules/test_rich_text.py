import pytest

from learning.blocks.text import FEATURES, PLAIN_FEATURES
from learning.modules.rich_text import rich_text, without_block_keys


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("### Small\n\nText.", "<h2>Small</h2><p>Text.</p>"),
        ("- **a** b\n- c", "<ul><li><b>a</b> b</li><li>c</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("*soft*", "<p><i>soft</i></p>"),
        ("[OHID](https://example.org/a)", '<p><a href="https://example.org/a">OHID</a></p>'),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ],
)
def test_markdown_becomes_what_the_editor_keeps(markdown: str, html: str) -> None:
    assert rich_text(markdown, FEATURES) == html


def test_what_a_field_does_not_offer_is_left_out() -> None:
    assert rich_text("### Small", PLAIN_FEATURES) == "<p>Small</p>"


def test_keys_go_from_html_and_from_json() -> None:
    assert without_block_keys('<p data-block-key="a1">x</p>') == "<p>x</p>"
    assert without_block_keys('"<p data-block-key=\\"a1\\">x</p>"') == '"<p>x</p>"'
