"""A film: what is refused on publication, at which field; a draft keeps everything."""

from typing import Any

import pytest

from learning.blocks.video import VideoBlock

from . import files
from .test_blocks import at, passes_as_draft, said

YOUTUBE = "https://youtu.be/abc"


@pytest.mark.django_db
class TestVideo:
    def test_a_film_of_our_own_with_captions_and_a_transcript_passes(self) -> None:
        for name, content in (("a.mp4", files.MP4), ("b.webm", files.WEBM)):
            assert said(VideoBlock(), files.film(file=files.stored(name, content).pk)) == {}

    def test_a_film_elsewhere_that_has_captions_there_passes(self) -> None:
        assert said(VideoBlock(), files.film(link=YOUTUBE, captioned_there=True, captions="")) == {}

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"captions": ""}, "captions", "Add captions"),
            ({"captions": "Hello."}, "captions", "These are no WebVTT captions"),
            ({"captions": "WEBVTT\n\n00:04.000 --> 00:02.000\nHello"}, "captions", "Cue 1 (line 3) ends before"),
            ({"captions": "WEBVTT\n\n00:01.000 --> 02:30.000\nHello"}, "minutes", "The captions run on"),
            ({"transcript": ""}, "transcript", "This needs an answer."),
            ({"minutes": None}, "minutes", "This field is required."),
            ({"link": YOUTUBE}, "file", "Give one film"),
            ({"title": "<b>One</b> piece"}, "title", "Write plain words here"),
        ],
    )
    def test_what_would_shut_somebody_out_is_refused(self, changes: dict[str, Any], field: str, sentence: str) -> None:
        stored = files.film(file=files.stored().pk, **changes)
        assert at(said(VideoBlock(), stored), field)[0].startswith(sentence)
        assert passes_as_draft(VideoBlock(), stored)

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"link": "https://example.org/film", "captioned_there": True}, "link", "Films come from YouTube or Vimeo"),
            ({"link": YOUTUBE}, "captioned_there", "Look whether the film has captions there"),
            ({}, "file", "Give one film"),
        ],
        ids=["a foreign host", "captions not looked at", "no film"],
    )
    def test_a_film_elsewhere_is_of_an_allowed_host_and_has_captions(
        self, changes: dict[str, Any], field: str, sentence: str
    ) -> None:
        stored = files.film(captions="", **changes)
        assert at(said(VideoBlock(), stored), field)[0].startswith(sentence)
        assert passes_as_draft(VideoBlock(), stored)

    @pytest.mark.parametrize(
        ("name", "content"), [("film.mp4", files.HTML), ("film.mp4", files.PDF), ("film.pdf", files.PDF)]
    )
    def test_a_file_is_a_film_by_its_content(self, name: str, content: bytes) -> None:
        stored = files.film(file=files.stored(name, content).pk)
        assert at(said(VideoBlock(), stored), "file")[0].startswith("This is no film that every browser plays.")

    def test_a_film_whose_file_is_gone_from_the_disk_is_refused(self) -> None:
        document = files.stored()
        document.file.storage.delete(document.file.name)
        assert at(said(VideoBlock(), files.film(file=document.pk)), "file")
