"""Write the copy of the clean notes that the product carries.

Run it by `python -m tests.deidentification.notes.copy_clean_notes`.

Those kept aside are not among them: whoever looks up words there would tune on them.
"""

import json

from learning.deidentification.clean_notes import BETWEEN, NOTES
from tests.deidentification.notes import own_notes


def clean_texts() -> list[str]:
    """The texts of the clean notes that the screening was tuned on, in the order of their files."""
    lines = (own_notes.HERE / "notes.jsonl").read_text(encoding="utf-8").splitlines()
    notes = [*map(json.loads, lines), *own_notes.load("own_tuned")]
    return [note["text"] for note in notes if note["clean"]]


if __name__ == "__main__":
    NOTES.write_text(BETWEEN.join(clean_texts()), encoding="utf-8")
