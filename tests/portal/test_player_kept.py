"""What the player keeps in memory is nobody's: two people's pages differ only in what is theirs."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from learning.blocks.kept import EVERYTHING
from learning.modules.models import ModuleVersion
from learning.records.models import Attempt
from tests.records.factories import VersionFactory
from tests.workforce.factories import PersonFactory

pytestmark = pytest.mark.django_db

FRESH = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=name="key" value=")[0-9a-f-]+'
    r'|(?<=name="attempt" value=")[0-9a-f-]+|(?<=data-tenths=")\d+|[\w.+-]+@example\.\w+'
)


@pytest.fixture
def version() -> ModuleVersion:
    return VersionFactory()


class Reader:
    """Somebody who has begun the module, in a browser of their own."""

    def __init__(self, version: ModuleVersion) -> None:
        self.user = PersonFactory(with_login=True).user
        self.browser, self.slug = Client(), version.module.slug
        self.browser.force_login(self.user)
        self.browser.post(reverse("player", args=[self.slug]))

    def reads(self, number: int = 1) -> str:
        answer = self.browser.get(reverse("player_section", args=[self.slug, number]))
        assert answer.status_code == 200
        return str(answer.content.decode())

    def sends(self, name: str, block: str, **said: Any) -> None:
        assert self.browser.post(reverse(name, args=[self.slug, block]), said).status_code in {200, 302}


def apart_from_the_order(html: str) -> str:
    """A page without what is new at each request, its lines sorted: the options stand in each person's own order."""
    return "\n".join(sorted(FRESH.sub("…", html).replace("<label", "\n<label").splitlines()))


def test_two_people_who_did_the_same_read_the_same_in_their_own_order(version: ModuleVersion) -> None:
    first, second = Reader(version), Reader(version)
    for number in (1, 2):
        assert apart_from_the_order(first.reads(number)) == apart_from_the_order(second.reads(number))


def test_each_has_the_options_in_an_order_of_their_own(version: ModuleVersion) -> None:
    orders = {tuple(re.findall(r'name="option" value="(\w+)"', Reader(version).reads(2))) for _ in range(8)}
    assert len(orders) > 1


def test_what_one_person_did_stands_on_their_page_alone(version: ModuleVersion) -> None:
    first, second = Reader(version), Reader(version)
    before = apart_from_the_order(second.reads())
    first.sends("player_reflect", "r1", text="I interrupt too early.")
    first.sends("player_rate", "sure-before", value="4")
    first.sends("player_answer", "c1", option="a")
    assert "I interrupt too early." in first.reads()
    assert 'value="4" checked' in first.reads()
    assert "Only you see which one you chose." in first.reads()
    assert apart_from_the_order(second.reads()) == before
    assert apart_from_the_order(Reader(version).reads()) == before


def test_nothing_of_anybody_stays_in_memory(version: ModuleVersion) -> None:
    reader = Reader(version)
    for number in (1, 2):
        reader.reads(number)
    reader.sends("player_reflect", "r1", text="I interrupt too early.")
    reader.sends("player_answer", "c1", option="a")
    said = reader.reads()
    kept = [str(piece) for store in EVERYTHING for piece in store._pieces.values()]
    assert any("This is my answer" in piece for piece in kept), "forms are kept at all"
    attempt = Attempt.objects.get(person__user=reader.user)
    theirs = [reader.user.email, str(attempt.uuid), "interrupt", *re.findall(r'name="key" value="([^"]+)"', said)]
    for piece in kept:
        assert "csrfmiddlewaretoken" not in piece
        assert "nonce=" not in piece
        assert piece.count('name="option"') == 0, "an order of options belongs to one person"
        assert not [words for words in theirs if words in piece]


def test_what_is_kept_is_kept_for_each_language(version: ModuleVersion) -> None:
    reader = Reader(version)
    english = apart_from_the_order(reader.reads(2))
    for store in EVERYTHING:  # what a reader of another language would have left there
        with override("cy"):
            for _language, key in list(store._pieces):
                store.get_or_make(key, lambda: "Cymraeg")
    assert "Cymraeg" not in reader.reads(2)
    assert apart_from_the_order(reader.reads(2)) == english
