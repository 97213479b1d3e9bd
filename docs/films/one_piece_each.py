"""Draws the demonstration's film: a silent animation of knots that become a thread. Not part of the product.

    python -m venv /tmp/film && /tmp/film/bin/pip install av pillow fonttools brotli
    /tmp/film/bin/python docs/films/one_piece_each.py

writes learning/modules/content/files/one-piece-each.mp4 (H.264, no sound). Its captions and transcript stand in
content.json and say what is drawn here; whoever changes one changes the other.
"""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
FONT = ROOT / "site/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
FILM = ROOT / "learning/modules/content/files/one-piece-each.mp4"
WIDE, HIGH, RATE = 960, 540, 12
PAPER, INK, TEAL, LINE = "#fbfaf6", "#16262e", "#0b5d63", "#7b8686"
KNOTS = {
    "School": (190, 170),
    "Housing": (480, 120),
    "Youth club": (770, 170),
    "Hospital": (335, 300),
    "Police": (625, 300),
}
ORDER = [
    ("School", "Housing"),
    ("Housing", "Youth club"),
    ("School", "Hospital"),
    ("Housing", "Police"),
    ("Hospital", "Police"),
    ("Police", "Youth club"),
]
# Seconds from, seconds to, words at the foot.
SCENES = (
    (0, 7, "At school, a boy is often late."),
    (7, 14, "Housing hears that the door is broken."),
    (14, 21, "The youth club sees that he is hungry."),
    (21, 29, "Each holds one piece. No piece says much."),
    (29, 38, "They ask what it is for, and share what helps."),
    (38, 46, "The pieces make one picture. He is helped sooner."),
    (46, 52, "Share what is needed, with those who need it, and write down why."),
)
APPEARS = {"School": 0, "Housing": 7, "Youth club": 14, "Hospital": 21, "Police": 22}


def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    made, plain = TTFont(FONT), io.BytesIO()
    instantiateVariableFont(made, {"wght": weight}, inplace=True)
    made.flavor = None
    made.save(plain)
    plain.seek(0)
    return ImageFont.truetype(plain, size)


WORDS, NAMES = font(34, 600), font(23, 500)


def eased(moment: float, begins: float, takes: float) -> float:
    share = min(1.0, max(0.0, (moment - begins) / takes))
    return share * share * (3 - 2 * share)


def frame(moment: float) -> Image.Image:
    scale = 2  # drawn twice as large, so that edges are smooth
    picture = Image.new("RGB", (WIDE * scale, HIGH * scale), PAPER)
    pen = ImageDraw.Draw(picture)
    for at, (one, other) in enumerate(ORDER):
        share = eased(moment, 29.5 + 1.3 * at, 1.2)
        if share:
            (x1, y1), (x2, y2) = KNOTS[one], KNOTS[other]
            end = (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)
            pen.line([x1 * scale, y1 * scale, end[0] * scale, end[1] * scale], fill=TEAL, width=6 * scale)
    for name, (x, y) in KNOTS.items():
        seen = eased(moment, APPEARS[name], 1.0)
        if not seen:
            continue
        radius, filled = 26 * seen * scale, eased(moment, 38, 2.0) >= 1
        box = [x * scale - radius, y * scale - radius, x * scale + radius, y * scale + radius]
        pen.ellipse(box, fill=TEAL if filled else PAPER, outline=TEAL, width=5 * scale)
        if seen >= 1:
            below = 52 if y > 200 else -46
            pen.text(
                (x * scale, (y + below) * scale), name, font=NAMES.font_variant(size=23 * scale), fill=INK, anchor="mm"
            )
    said = next((words for begins, ends, words in SCENES if begins <= moment < ends), SCENES[-1][2])
    pen.line([WIDE * scale * 0.08, 425 * scale, WIDE * scale * 0.92, 425 * scale], fill=LINE, width=2 * scale)
    size = 34 if pen.textlength(said, font=WORDS) < WIDE * 0.86 else 28
    pen.text((WIDE * scale / 2, 472 * scale), said, font=WORDS.font_variant(size=size * scale), fill=INK, anchor="mm")
    return picture.resize((WIDE, HIGH), Image.Resampling.LANCZOS)


def main() -> None:
    FILM.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(FILM), "w", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=RATE, options={"crf": "30", "preset": "veryslow", "tune": "animation"})
        stream.width, stream.height, stream.pix_fmt = WIDE, HIGH, "yuv420p"
        stream.time_base = Fraction(1, RATE)
        for number in range(RATE * SCENES[-1][1]):
            film.mux(stream.encode(av.VideoFrame.from_image(frame(number / RATE))))
        film.mux(stream.encode())


if __name__ == "__main__":
    main()
