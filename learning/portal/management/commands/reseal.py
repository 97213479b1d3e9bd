from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from learning.portal.actions.reseal_second_factors import reseal_second_factors
from learning.portal.sealed import SEALED
from learning.records.actions.reseal_column import reseal_column
from learning.records.encryption import Resealed


class Command(BaseCommand):
    help = (
        "Seals what people wrote, the keys of their devices and the secrets of second factors with the first of "
        "REFLECTION_KEYS. Safe to stop, to run again, and while the site runs. When it ends well the keys behind the "
        "first one can go."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        left = sum(self._seal(what, reseal_column(model, column)) for what, model, column in SEALED)
        left += self._seal("second factors", reseal_second_factors())
        if left:
            raise CommandError(
                f"No key opens {left} of them; they were left as they are. Put the key that sealed them back into "
                "REFLECTION_KEYS, behind the first, and run this again. Throw no key away before."
            )
        self.stdout.write("All of it is sealed with the first key. The others can leave REFLECTION_KEYS.")

    def _seal(self, what: str, chunks: Iterator[Resealed]) -> int:
        """How many no key opens."""
        done = Resealed()
        for chunk in chunks:
            done += chunk
            self.stderr.write(f"  {what}: {done.seen:,} seen, {done.resealed:,} sealed anew")
        self.stdout.write(f"{what}: {done.resealed:,} sealed anew, {done.as_it_was:,} were already")
        return done.unreadable
