"""Words are readable and shapes are visible in both themes: WCAG's contrast over the pairs in use."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "site" / "static" / "css"
# Each colour of words with each surface it is written on.
WORDS = [
    *[(words, ground) for words in ("ink", "ink-soft", "teal", "teal-deep", "brick") for ground in ("paper", "card")],
    *[("ink", f"{wash}-wash") for wash in ("teal", "amber", "plum", "moss", "brick")],
    *[("ink-soft", f"{wash}-wash") for wash in ("teal", "plum", "moss", "amber")],
    *[(colour, f"{colour}-wash") for colour in ("amber", "plum", "moss", "brick", "teal")],
    *[(colour, "card") for colour in ("amber", "plum", "moss")],
    ("teal-deep", "teal-wash"),
    ("on-teal", "teal"),
    ("on-teal", "teal-deep"),
    ("card", "brick"),
    ("card", "ink"),
    ("paper", "ink"),
    ("ink-soft", "line"),
]
# Borders of fields, knots and status shapes with what lies beside them.
SHAPES = [
    *[
        (shape, ground)
        for shape in ("line-strong", "teal", "amber", "moss", "plum", "brick", "ink")
        for ground in ("paper", "card")
    ],
    ("teal", "teal-wash"),
    ("line-strong", "teal-wash"),
    ("moss", "moss-wash"),
    ("focus", "focus-edge"),
]


def themes() -> dict[str, dict[str, str]]:
    """The colours of tokens.css by theme; the dark one says only what differs."""
    source = (CSS / "tokens.css").read_text()
    light, dark = source.split("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", part)) for part in (light, dark)]
    return {"light": found[0], "dark": found[0] | found[1]}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2 of #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_are_readable(theme: str, words: str, ground: str):
    colours = themes()[theme]
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_are_visible(theme: str, shape: str, ground: str):
    colours = themes()[theme]
    assert contrast(colours[shape], colours[ground]) >= 3


def test_the_dark_theme_names_every_colour_of_the_light_one():
    source = (CSS / "tokens.css").read_text()
    light, dark = (
        set(re.findall(r"--([a-z-]+):\s*#", part)) for part in source.split("@media (prefers-color-scheme: dark)")
    )
    assert light == dark


@pytest.mark.parametrize("sheet", ["base.css", "parts.css", "screens.css"])
def test_colours_come_from_the_tokens_alone(sheet: str):
    """Print names its own inks, a shadow is black at any theme, and a QR code is black on white for every scanner."""
    source = re.sub(r"@media print \{.*?\n\}", "", (CSS / sheet).read_text(), flags=re.DOTALL)
    source = source.replace(".qr { background: #ffffff;", "")
    assert re.findall(r"#[0-9a-f]{3,8}\b(?![\w-])", source) == []


def test_every_token_that_is_used_exists():
    known = set(re.findall(r"--([a-z0-9-]+):", "".join(sheet.read_text() for sheet in CSS.glob("*.css"))))
    used = {name for sheet in CSS.glob("*.css") for name in re.findall(r"var\(--([a-z0-9-]+)", sheet.read_text())}
    wagtails = {name for name in used if name.startswith("w-")}  # the editor's own, in branding.css
    assert used - wagtails <= known | {"min", "pad", "gap"}
