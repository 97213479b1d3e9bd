import pytest

from learning.modules.minutes import minutes_of, seconds_of

from .bodies import question, reflection, section, text

TITLE_WORDS = 2  # "Section s1"


def words(count: int) -> str:
    return " ".join(["word"] * count)


def test_nothing_takes_no_time() -> None:
    assert minutes_of([]) == 0


def test_two_hundred_words_take_a_minute_and_one_more_word_a_second_one() -> None:
    assert minutes_of([section("s1", text("t1", words(200 - TITLE_WORDS)))]) == 1
    assert minutes_of([section("s1", text("t1", words(201 - TITLE_WORDS)))]) == 2


def test_markup_is_not_read_and_parts_words() -> None:
    assert seconds_of(text("t1", "<ul><li>one</li><li>two &amp; three</li></ul>")) == 4 * 60 / 200


def test_ids_and_settings_are_not_read() -> None:
    plain = question("q1", "a", "b")
    del plain["value"]["sources"]
    assert seconds_of(question("q1", "a", "b")) == seconds_of(plain)
    # "Which?" + "Option a" + "Option b" + "Because."
    assert seconds_of(plain) == 45 + 6 * 60 / 200


def test_writing_takes_time_beside_reading() -> None:
    assert seconds_of(reflection("r1")) == 180 + 4 * 60 / 200


def test_the_other_route_is_not_counted_twice() -> None:
    main = section("s1", text("t1", words(150)))
    both = section("s1", text("t1", words(150)), other=[text("t2", words(900))])
    assert minutes_of([main]) == minutes_of([both]) == 1


def test_a_team_activity_is_done_another_day() -> None:
    activity = {"type": "team_activity", "id": "t1", "value": {"title": "Walk in", "minutes": 45, "text": words(98)}}
    assert seconds_of(activity) == pytest.approx(30)
