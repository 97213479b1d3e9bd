"""The PDF: one page, every name, the right glyphs, tagged, and the same bytes each time."""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings

from learning.certificates.drawing import DoesNotFitError, draw
from learning.certificates.fonts import BASE, OTHERS, face_for_name, letters_of, missing_letters, path_of
from learning.certificates.models import Certificate, TemplateVersion
from learning.certificates.sheets import CannotDrawError, forget_styles
from tests.certificates.factories import certificate_of, named, version_of
from tests.workforce.factories import PersonFactory

pytestmark = pytest.mark.django_db

WIDE, ARABIC, HEBREW, CHINESE = OTHERS
NAMES = {
    "one letter": ("Ł", BASE[1]),
    "no surname": ("Sukarno", BASE[1]),
    "120 letters": (("Maximiliana Featherstonehaugh-Cholmondeley Wolfenbüttel " * 3)[:120].strip(), BASE[1]),
    "120 letters without a space": ("W" * 120, BASE[1]),
    "Polish": ("Łukasz Żółć-Śliwiński", BASE[1]),
    "Yoruba": ("Ọlátúńjí Adébáyọ̀", WIDE),
    "Greek": ("Ελευθερία Παπαδοπούλου", WIDE),
    "Cyrillic": ("Олександра Шевченко", WIDE),
    "Arabic": ("محمد عبد الرحمن", ARABIC),
    "Urdu": ("گلناز چوہدری", ARABIC),
    "Hebrew": ("שרה בן־דוד", HEBREW),
    "Devanagari": ("प्रियंका श्रीवास्तव", WIDE),
    "Chinese": ("王小明 歐陽", CHINESE),
    "markup": ("<script>alert(1)</script> & <b>Sam</b>", BASE[1]),
}


def pages_and_text(pdf: bytes, tmp_path: Path) -> tuple[int, str]:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    with pikepdf.open(file) as document:
        return len(document.pages), text


def fonts_in(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = document.pages[0].obj.Resources.Font
        return {str(font.BaseFont).split("+")[1] for font in fonts.values()}


@pytest.mark.parametrize("case", NAMES)
def test_every_name_is_drawn_on_one_page_in_one_of_our_own_fonts(case: str) -> None:
    name, face = NAMES[case]
    assert face_for_name(name) == face
    assert missing_letters(name) == ""
    pdf = draw(named(name))
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    ours = {f"{one.family.replace(' ', '-')}{'-Bold' if one.weight == 700 else ''}" for one in (*BASE, *OTHERS)}
    found = fonts_in(pdf)
    assert found <= ours, "a font of this machine was used"
    assert f"{face.family.replace(' ', '-')}-Bold" in found


def test_a_letter_that_no_font_of_ours_has_is_known() -> None:
    assert missing_letters("Sam ᚠᛖᚺᚢ") == "ᚠᚢᚺᛖ"
    assert face_for_name("ᚠᛖᚺᚢ") is None


def test_a_long_module_is_still_one_page(tmp_path: Path) -> None:
    version = version_of(
        module__title="Recognising " + "and responding " * 12, outcomes=["Explain " + "it well " * 20] * 8
    )
    pages, text = pages_and_text(draw(certificate_of(version=version)), tmp_path)
    assert pages == 1
    assert text.count("explain it well") == 8


def test_what_cannot_fit_is_refused_and_never_cut() -> None:
    with pytest.raises(DoesNotFitError):
        draw(certificate_of(version=version_of(outcomes=["Explain " + "it well " * 100] * 30)))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_it_says_what_the_snapshot_says(tmp_path: Path) -> None:
    certificate = certificate_of(PersonFactory(given_name="Łukasz", family_name="Żółć", is_invented=True))
    _pages, text = pages_and_text(draw(certificate), tmp_path)
    for said in [
        "Łukasz Żółć",
        "Adultification: seeing the child first",
        "explain adultification bias and who it affects most",
        "2 · Skilled",
        "1.0",
        "40 minutes",
        "27 February 2026",
        "26 February 2029",
        certificate.code_in_fours,
        "Check it at localhost:8000/v",
        "Demonstration: the person named here is invented.",
    ]:
        assert said in text
    assert "Valid from" not in text
    assert "@" not in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_it_says_when_it_starts_later_or_never_ends(tmp_path: Path) -> None:
    _pages, text = pages_and_text(draw(certificate_of(valid_from=dt.date(2026, 4, 1), valid_until=None)), tmp_path)
    assert "Valid from" in text
    assert "1 April 2026" in text
    assert "no end date" in text
    assert "invented" not in text


def outline(font: Path, letter: str) -> object:
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.ttLib import TTFont

    with TTFont(font) as read:
        glyphs = read.getGlyphSet()
        pen = DecomposingRecordingPen(glyphs)
        glyphs[read.getBestCmap()[ord(letter)]].draw(pen)
        return pen.value


def drawn_outlines(pdf: bytes) -> list[object]:
    """The outlines of every glyph in the bold font that the PDF embeds."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.ttLib import TTFont

    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = document.pages[0].obj.Resources.Font.values()
        [bold] = [font for font in fonts if str(font.BaseFont).endswith("Certificate-Bold")]
        embedded = bold.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    outlines = []
    with TTFont(BytesIO(embedded)) as read:
        glyphs = read.getGlyphSet()
        for name in read.getGlyphOrder():
            pen = DecomposingRecordingPen(glyphs)
            glyphs[name].draw(pen)
            outlines.append(pen.value)
    return outlines


def picture(pdf: bytes, folder: Path, name: str) -> bytes:
    """The name's line of the sheet as grey pixels."""
    (folder / f"{name}.pdf").write_bytes(pdf)
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            "72",
            "-gray",
            "-singlefile",
            "-x",
            "70",
            "-y",
            "150",
            "-W",
            "500",
            "-H",
            "60",
            f"{name}.pdf",
            name,
        ],
        cwd=folder,
        check=True,
    )
    return (folder / f"{name}.pgm").read_bytes()


def test_a_polish_name_is_drawn_with_its_own_glyphs() -> None:
    """Text extraction reads right even when "Đukasz" is drawn, so the outlines themselves are compared."""
    drawn = drawn_outlines(draw(named("Łukasz", "Żółć")))
    for letter in "ŁukaszŻółć":
        assert outline(path_of(BASE[1]), letter) in drawn, letter
    assert outline(path_of(BASE[1]), "Đ") not in drawn


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")
def test_names_that_differ_in_one_stroke_make_different_pictures(tmp_path: Path) -> None:
    pictures = {
        name: picture(draw(named(name)), tmp_path, f"n{n}") for n, name in enumerate(["Łukasz", "Đukasz", "Lukasz"])
    }
    assert len(set(pictures.values())) == 3
    assert pictures["Łukasz"] == picture(draw(named("Łukasz")), tmp_path, "again")


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(draw(certificate_of()))
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_it_is_tagged_and_says_so() -> None:
    with pikepdf.open(BytesIO(draw(certificate_of()))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-gb"
        assert str(document.docinfo["/Title"]) == "Certificate: Adultification: seeing the child first, Sam Oyelaran"
        metadata = document.Root.Metadata.read_bytes().decode()
        found: list[tuple[str, str]] = []

        def walk(element: pikepdf.Object) -> None:
            found.append((str(element.get("/S")), str(element.get("/Alt", ""))))
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary):
                    walk(kid)

        walk(document.Root.StructTreeRoot.K[0])
    assert re.search(r'pdfaid:part="3"', metadata)
    assert re.search(r'pdfaid:conformance="A"', metadata)
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    tags = [tag for tag, _alt in found]
    assert tags.count("/H1") == tags.count("/H2") == 1
    assert tags.index("/H1") < tags.index("/H2") < tags.index("/L")
    figures = [alt for tag, alt in found if tag == "/Figure"]
    assert all(figures)
    assert figures[-1].startswith("QR code: check this certificate at ")


def test_the_same_certificate_is_the_same_bytes_in_another_process(file_bytes_elsewhere: "Elsewhere") -> None:
    certificate = certificate_of()
    assert draw(certificate) == draw(certificate) == file_bytes_elsewhere(certificate)


class Elsewhere:
    """Draws an unsaved copy of a certificate in a fresh interpreter with another hash seed."""

    PROGRAM = """
import base64, json, sys, datetime
import django
django.setup()
from learning.certificates.drawing import draw
from learning.certificates.models import Certificate, TemplateVersion
from learning.certificates.sheets import CannotDrawError, forget_styles
told = json.load(sys.stdin)
issued = {
    "issued_at": datetime.datetime.fromisoformat(told["issued_at"]),
    "issued_on": datetime.date.fromisoformat(told["issued_on"]),
}
template = TemplateVersion(html=told["html"], css=told["css"])
drawn = draw(Certificate(snapshot=told["snapshot"], public_code=told["code"], template=template, **issued))
print(base64.b64encode(drawn).decode())
"""

    def __call__(self, certificate: Certificate) -> bytes:
        import base64
        import json

        told = {
            "snapshot": certificate.snapshot,
            "code": certificate.public_code,
            "html": certificate.template.html,
            "css": certificate.template.css,
            "issued_at": certificate.issued_at.isoformat(),
            "issued_on": certificate.issued_on.isoformat(),
        }
        root = Path(settings.ROOT)
        run = subprocess.run(
            [sys.executable, "-c", self.PROGRAM],
            input=json.dumps(told),
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
            env=os.environ
            | {
                "PYTHONHASHSEED": "7",
                "PYTHONPATH": f"{root}:{root / 'site'}",
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
                "TZ": "Asia/Karachi",
            },
        )
        return base64.b64decode(run.stdout)


@pytest.fixture
def file_bytes_elsewhere() -> Elsewhere:
    return Elsewhere()


def test_it_is_drawn_with_the_template_it_was_issued_with() -> None:
    certificate = certificate_of()
    before = draw(certificate)
    other = TemplateVersion.objects.create(
        html=certificate.template.html.replace("has finished", "has completed"),
        css=certificate.template.css,
        engine="WeasyPrint 70.0",
        content_hash="another",
    )
    assert draw(certificate) == before
    assert draw(Certificate(**{**fields_of(certificate), "template": other})) != before


def fields_of(certificate: Certificate) -> dict[str, object]:
    return {field.name: getattr(certificate, field.name) for field in Certificate._meta.fields if field.name != "id"}


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "https://learning.example/x.css",
        "static:../../pyproject.toml",
        "static:css/missing.css",
        "data:text/css,x",
    ],
)
def test_a_template_reads_nothing_but_static_files(address: str) -> None:
    certificate = certificate_of()
    certificate.template = TemplateVersion(html=f'<img src="{address}" alt="x">', css="")
    with pytest.raises(CannotDrawError):
        draw(certificate)


def test_without_pango_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = certificate_of()

    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name.startswith("weasyprint"):
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.startswith("weasyprint")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(CannotDrawError, match="Pango"):
        draw(certificate)


def test_weasyprint_has_nothing_to_complain_about(caplog: pytest.LogCaptureFixture) -> None:
    forget_styles()
    draw(certificate_of())
    assert [record.getMessage() for record in caplog.records] == []


def test_the_fonts_say_that_they_have_what_they_should() -> None:
    assert {ord(letter) for letter in "AaŁłŻżŵŷÀé"} <= letters_of(BASE[0]) == letters_of(BASE[1])
