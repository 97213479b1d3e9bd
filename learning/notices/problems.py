"""What went wrong with a mail, in words: the log keeps the name of the error alone, for it may quote the address."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_UNREACHED = gettext_lazy("the mail server could not be reached")
WORDS: Mapping[str, Promise] = {
    "SMTPRecipientsRefused": gettext_lazy("the mail server does not know this address"),
    "SMTPSenderRefused": gettext_lazy("the mail server does not let this site send"),
    "SMTPDataError": gettext_lazy("the mail server would not take what the mail says"),
    "SMTPAuthenticationError": gettext_lazy("the mail server did not accept this site’s own sign-in"),
    "SMTPConnectError": _UNREACHED,
    "SMTPHeloError": _UNREACHED,
    "SMTPServerDisconnected": _UNREACHED,
    "ConnectionRefusedError": _UNREACHED,
    "ConnectionResetError": _UNREACHED,
    "TimeoutError": _UNREACHED,
    "gaierror": _UNREACHED,
    "OSError": _UNREACHED,
}


def in_words(problem: str) -> str:
    """The sentence's part for the name of an error; one that nobody foresaw is named, so that it can be looked up."""
    if not problem:
        return ""
    said = WORDS.get(problem)
    return str(said) if said is not None else _("something else went wrong: %(name)s") % {"name": problem}
