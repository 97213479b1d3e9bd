import datetime as dt
import uuid
from collections.abc import Callable, Sequence

import pytest

from learning.records.actions.record_reading import record_reading
from learning.records.actions.save_answer import Saved, save_answer
from learning.records.actions.start_attempt import start_attempt
from learning.records.models import Attempt
from learning.workforce.models import User
from tests.records.factories import VersionFactory
from tests.workforce.factories import PersonFactory


class Learner:
    """Somebody with a login at work on a module, as the actions see them."""

    def __init__(self, **version: object) -> None:
        self.person = PersonFactory(with_login=True)
        self.version = VersionFactory(**version)
        self.start()

    @property
    def user(self) -> User:
        return User.objects.select_related("person").get(pk=self.person.user_id)

    def start(self) -> Attempt:
        """An hour ago, so that a device can say that something was done since."""
        self.attempt = start_attempt(self.user, self.version.module)
        self.attempt.started_at -= dt.timedelta(hours=1)
        self.attempt.save(update_fields=["started_at"])
        return self.attempt

    def answer(
        self,
        block_id: str,
        *response: str,
        key: uuid.UUID | None = None,
        sequence: int | None = None,
        reveals: bool = False,
    ) -> Saved:
        """Hand an answer in, as from a device on which it waited; `reveals` as from the page that shows the reasons."""
        return save_answer(self.user, self.attempt, block_id, response, key or uuid.uuid4(), sequence, reveals=reveals)

    def answer_all(self, responses: Sequence[str]) -> Saved | None:
        """Answer q1, q2 … with one letter each."""
        saved = None
        for number, letter in enumerate(responses, 1):
            saved = self.answer(f"q{number}", letter)
        return saved

    def read(self, *sections: str) -> None:
        for section in sections:
            record_reading(self.user, self.attempt, section)

    def now(self) -> Attempt:
        return Attempt.objects.get(pk=self.attempt.pk)


@pytest.fixture
def learner(db: None) -> Learner:
    """Of the small module of `factories.small_body`."""
    return Learner()


@pytest.fixture
def learner_of(db: None) -> Callable[..., Learner]:
    return Learner
