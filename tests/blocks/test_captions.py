import pytest

from learning.blocks.captions import last_second, problems

GOOD = "WEBVTT\n\n1\n00:00.500 --> 00:04.000\nHello there.\n\n00:01:05.000 --> 00:01:09.250\nGoodbye.\n"


def captions(*cues: str) -> str:
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


@pytest.mark.parametrize(
    "text",
    [GOOD, GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD, GOOD.replace("WEBVTT", "WEBVTT - a film\nKind: captions")],
    ids=["plain", "windows", "byte order mark", "with a header"],
)
def test_captions_that_a_browser_shows_have_no_problem(text: str) -> None:
    assert problems(text) == []
    assert last_second(text) == 69.25


def test_a_note_is_no_cue() -> None:
    assert problems("WEBVTT\n\nNOTE said twice\n\n00:01.000 --> 00:02.000\nHello") == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "These are no WebVTT captions"),
        ("1\n00:00:01,000 --> 00:00:04,000\nHello", "These are no WebVTT captions"),
        ("PK\x03\x04 a document", "These are no WebVTT captions"),
        ("WEBVTT\n\nHello there.", "There is no cue in it"),
        (captions("00:01,000 --> 00:04,000\nHello"), "Cue 1 (line 3): its times are not like"),
        (captions("00:01.000 --> 00:02.000\nHello", "00:99.000 --> x\nBye"), "Cue 2 (line 6): its times are not like"),
        (captions("00:01.000 --> 00:02.000"), "Cue 1 (line 3) has times and no words."),
        (captions("00:04.000 --> 00:02.000\nHello"), "Cue 1 (line 3) ends before it begins."),
        (
            captions("00:04.000 --> 00:05.000\nHello", "00:01.000 --> 00:02.000\nBye"),
            "Cue 2 (line 6) begins before the cue above it.",
        ),
    ],
    ids=["nothing", "srt", "a document", "words alone", "comma", "second cue", "no words", "backwards", "order"],
)
def test_each_problem_says_at_which_cue(text: str, sentence: str) -> None:
    (said,) = problems(text)
    assert said.startswith(sentence)
    assert last_second(text) == 0


def test_a_broken_file_says_its_first_five_problems() -> None:
    assert len(problems(captions(*["00:04.000 --> 00:02.000\nHello"] * 9))) == 5
