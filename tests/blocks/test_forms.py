"""Files come in by the editor's own form: bounded in size, of a kind told by their content."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection

from tests.modules.factories import trainer
from tests.signing_in import signed_in

from . import files


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(trainer())


def upload(editor: Client, name: str, content: bytes) -> str:
    sent = {
        "title": "A file",
        "file": SimpleUploadedFile(name, content),
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
    }
    answer = editor.post(
        reverse("wagtaildocs_chooser:create"), {f"document-chooser-upload-{k}": v for k, v in sent.items()}
    )
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("name", "content"), [("a.mp4", files.MP4), ("a.webm", files.WEBM), ("a.pdf", files.PDF)])
def test_films_and_documents_come_in(editor: Client, name: str, content: bytes) -> None:
    upload(editor, name, content)
    assert Document.objects.get().file_size == len(content)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.mp4", files.HTML, "is not what its name says"),
        ("a.pdf", files.MP4, "is not what its name says"),
        ("a.html", files.HTML, "File extension"),
        ("a.svg", b"<svg/>", "File extension"),
    ],
)
def test_a_file_of_another_kind_is_refused_at_its_field(
    editor: Client, name: str, content: bytes, sentence: str
) -> None:
    assert sentence in upload(editor, name, content)
    assert not Document.objects.exists()


def test_a_file_that_is_too_large_is_refused_at_its_field(editor: Client, settings: Any) -> None:
    settings.LARGEST_UPLOAD = 100
    assert "This file is larger than 100" in upload(editor, "a.mp4", files.MP4)
    assert not Document.objects.exists()


def test_the_form_tells_the_editor_s_script_how_much_is_too_much(editor: Client, settings: Any) -> None:
    html = editor.get(reverse("wagtaildocs:add")).content.decode()
    assert f'data-largest-bytes="{settings.LARGEST_UPLOAD}"' in html or "fileupload" in html
