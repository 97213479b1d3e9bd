"""The processor time of a page, as a multiple of a bare view that the same person asks for in the same process."""

import time
from statistics import median

from django.test import Client, override_settings

from benchmarks.figure import Figure
from learning.workforce.models import User
from tests.signing_in import signed_in

ROUNDS = 15
REQUESTS = 10


def cost(client: Client, address: str) -> float:
    """Processor milliseconds of one request, over a handful of them."""
    begun = time.process_time()
    for _ in range(REQUESTS):
        assert client.get(address).status_code == 200, address
    return (time.process_time() - begun) * 1000 / REQUESTS


@override_settings(ROOT_URLCONF="benchmarks.bare")
def page(name: str, email: str, address: str, target: float) -> Figure:
    """Measure page and floor by turns, so that a busy moment of the machine hits both."""
    client = signed_in(User.objects.get(email=email))
    client.defaults["HTTP_HOST"] = "localhost"
    cost(client, address)
    cost(client, "/bare/")
    rounds = [(cost(client, address), cost(client, "/bare/")) for _ in range(ROUNDS)]
    return Figure(
        name, median(own for own, _ in rounds), "ms of processor time", target, median(floor for _, floor in rounds)
    )
