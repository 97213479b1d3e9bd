"""Pictures reach the pages that show them: their sizes are served, the uploaded files are not."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from learning.blocks.readable import block_html
from tests.modules import bodies

from . import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    return Image.objects.create(title="Hands", file=get_test_image_file("hands.png", size=(1200, 600)))


def test_the_address_in_a_page_is_answered_with_the_picture(client: Client, image: Image) -> None:
    size = files.size_of(image)
    assert f'src="{size.url}"' in block_html(bodies.image("i1", image.pk))
    answer = client.get(size.url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.getvalue().startswith(b"\x89PNG")
    assert client.post(size.url).status_code == 405


def test_the_file_as_it_was_uploaded_is_served_to_nobody(client: Client, image: Image) -> None:
    """It may say where it was taken and with which camera."""
    assert client.get(image.file.url).status_code == 404
    assert client.get(reverse("picture", args=["hands.png"])).status_code == 404


def test_a_picture_whose_file_is_gone_is_not_found(client: Client, image: Image) -> None:
    size = files.size_of(image)
    size.file.storage.delete(size.file.name)
    assert client.get(size.url).status_code == 404
