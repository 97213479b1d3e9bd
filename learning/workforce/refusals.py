"""Why a return is refused, in a sentence for whoever sent it."""


class ReturnRefused(Exception):  # noqa: N818  a refusal is an answer, not a mishap
    """Something about a return cannot be done now; the message says what happened and what to do, and is shown."""
