"""Draws the demonstration's form to take away, one accessible page of PDF. Not part of the product.

    .venv/bin/python docs/films/decision_note.py

writes learning/modules/content/files/decision-note.pdf from the words of the module on sharing information.
"""

from __future__ import annotations

from pathlib import Path

from weasyprint import HTML

ROOT = Path(__file__).resolve().parents[2]
NOTE = ROOT / "learning/modules/content/files/decision-note.pdf"
ASKED = (
    ("What was asked, and by whom", 2),
    ("Who decided, and whose advice was taken", 2),
    ("What was shared, or held back", 4),
    ("Why", 4),
    ("What the family was told", 2),
    ("When we look again", 1),
)
PAGE = """<!doctype html><html lang="en-GB"><head><title>Decision note: sharing information</title><style>
@font-face {{ font-family: Next; src: url("{font}"); font-weight: 200 800 }}
@page {{ size: A4; margin: 20mm 18mm }} body {{ font: 12pt/1.45 Next; color: #16262e }}
h1 {{ font-size: 21pt; line-height: 1.15; margin: 0 0 4mm; border-bottom: 3pt solid #0b5d63; padding-bottom: 3mm }}
h2 {{ font-size: 12.5pt; margin: 4mm 0 0 }} .line {{ border-bottom: .6pt solid #7b8686; height: 8mm }}
.small {{ font-size: 9.5pt; margin-top: 7mm }}</style></head><body>
<h1>Decision note: sharing information</h1>
<p>Fill one in when somebody asks, whether you share or not. Keep it where your employer keeps such notes.</p>
{asked}<p class="small">Demonstration material for the module “Sharing information to protect children”,
CC BY 4.0. It is no
legal advice;
your information-governance lead knows the rules that hold where you work.</p></body></html>"""


def main() -> None:
    font = (ROOT / "site/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2").as_uri()
    asked = "".join(f"<h2>{words}</h2>" + '<div class="line"></div>' * lines for words, lines in ASKED)
    HTML(string=PAGE.format(font=font, asked=asked)).write_pdf(NOTE, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
