"""The pictures of the README, taken from the demonstration: `./run soak` takes them anew."""

import subprocess
import sys

import pytest

from config import prepared
from tests.browser.conftest import Server

PICTURES = prepared.ROOT / "docs" / "pictures"


@pytest.mark.soak
def test_the_readmes_pictures_come_from_the_demonstration(server: Server) -> None:
    before = {picture: picture.stat().st_mtime_ns for picture in PICTURES.glob("*.png")}
    command = [sys.executable, str(PICTURES / "take.py"), server.url]
    done = subprocess.run(command, env=server.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [picture.name for picture, at in before.items() if picture.stat().st_mtime_ns == at] == []
    assert before.keys() == set(PICTURES.glob("*.png"))
