import pytest

from learning.modules.search_words import search_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ""),
        ("  two  words ", "two words"),
        ("children’s", "children"),
        ("don't", "don"),
        ("trauma-informed", "trauma informed"),
        ("o’clock i’r d’Arc", "o clock i d Arc"),
        ('say "hello" (now)', "say hello now"),
        ("'\"%_\\*^:{}", ""),
        ("a OR b AND NOT c", "a OR b AND NOT c"),
        ("ymddiriedaeth ôl", "ymddiriedaeth ôl"),
        ("اعتماد", "اعتماد"),
        ("nul\x00byte", "nul byte"),
    ],
)
def test_only_words_are_left(typed: str, words: str) -> None:
    assert search_words(typed) == words


def test_long_texts_are_cut() -> None:
    assert len(search_words("x" * 500)) == 100
