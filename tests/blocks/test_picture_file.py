"""A photograph is kept the right way up, and says neither where it was taken nor by what."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile, PngImagePlugin
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from learning.blocks.picture_file import without_notes

ORIENTATION, CAMERA, PLACE = 0x0112, 0x0110, 0x8825
LYING = 6
"""The camera lay on its side: the picture is to be turned."""


def photograph(kind: str, **save: object) -> SimpleUploadedFile:
    picture = Image.new("RGB", (40, 20), "#7a3b52")
    notes = picture.getexif()
    notes[ORIENTATION], notes[CAMERA] = LYING, "A telephone"
    notes[PLACE] = {1: "N", 2: (52.0, 38.0, 12.0)}
    sink = io.BytesIO()
    picture.save(sink, kind, exif=notes, **save)
    return SimpleUploadedFile(f"hands.{kind.lower()}", sink.getvalue(), f"image/{kind.lower()}")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_notes_go_and_the_picture_stands_upright(kind: str) -> None:
    given = photograph(kind)
    assert Image.open(given).getexif()[CAMERA] == "A telephone"
    given.seek(0)
    kept = without_notes(given)
    data = kept.read()
    assert b"telephone" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (kind, (20, 40), {})
    assert (kept.name, kept.content_type) == (given.name, given.content_type)


def test_a_telephones_picture_of_two_loses_the_notes_of_both() -> None:
    picture, other = Image.new("RGB", (40, 20), "#7a3b52"), Image.new("RGB", (8, 4))
    notes = picture.getexif()
    notes[ORIENTATION], notes[CAMERA] = LYING, "A telephone"
    sink = io.BytesIO()
    picture.save(sink, "MPO", save_all=True, append_images=[other], exif=notes)
    data = without_notes(SimpleUploadedFile("a.jpg", sink.getvalue(), "image/jpeg")).read()
    assert b"telephone" not in data
    with Image.open(io.BytesIO(data)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (20, 40))


def test_a_moving_picture_goes_on_moving_without_notes() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    notes = frames[0].getexif()
    notes[CAMERA] = "A telephone"
    sink = io.BytesIO()
    frames[0].save(sink, "WEBP", save_all=True, append_images=frames[1:], exif=notes)
    assert b"telephone" in sink.getvalue()
    data = without_notes(SimpleUploadedFile("a.webp", sink.getvalue(), "image/webp")).read()
    assert b"telephone" not in data
    with Image.open(io.BytesIO(data)) as kept:
        assert kept.n_frames == 2


@pytest.mark.django_db
@pytest.mark.parametrize("lenient", [False, True], ids=["by itself", "after a certificate was drawn"])
def test_a_damaged_picture_is_refused_at_its_field(lenient: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    picture = Image.effect_noise((300, 200), 90)
    notes = picture.getexif()
    notes[ORIENTATION] = LYING
    sink = io.BytesIO()
    picture.save(sink, "JPEG", exif=notes)
    cut = SimpleUploadedFile("a.jpg", sink.getvalue()[: sink.tell() // 2], "image/jpeg")
    model = get_image_model()
    form = get_image_form(model)({"title": "Hands", "description": ""}, {"file": cut}, instance=model())
    assert "damaged" in str(form.errors["file"])


def test_comments_go_too() -> None:
    written = PngImagePlugin.PngInfo()
    written.add_text("Comment", "taken at the school gate")
    sink = io.BytesIO()
    Image.new("RGB", (4, 4)).save(sink, "PNG", pnginfo=written)
    assert b"school" not in without_notes(SimpleUploadedFile("a.png", sink.getvalue(), "image/png")).read()


def test_a_picture_without_notes_stays_byte_for_byte() -> None:
    sink = io.BytesIO()
    Image.new("RGB", (4, 4)).save(sink, "JPEG")
    assert without_notes(SimpleUploadedFile("a.jpg", sink.getvalue(), "image/jpeg")).read() == sink.getvalue()


@pytest.mark.django_db
def test_the_editors_form_keeps_none() -> None:
    model = get_image_model()
    form = get_image_form(model)({"title": "Hands", "description": ""}, {"file": photograph("JPEG")}, instance=model())
    assert form.is_valid(), form.errors
    image = form.save()
    with image.file.open() as file:
        assert b"telephone" not in file.read()
    assert (image.width, image.height) == (20, 40)
