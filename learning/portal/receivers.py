"""What the portal does when another app has news."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, email_removed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from learning.modules.criteria import by_attendance
from learning.modules.models import Module, ModulePage
from learning.modules.signals import overview_action, overview_parts
from learning.records.before import way_there
from learning.records.body import number_of_place
from learning.records.models import Attempt, AttemptState
from learning.records.permissions import may_learn
from learning.records.querysets import person_of
from learning.records.renewal import runs_out_on
from learning.workforce.actions.join_person import forget_address, join_by_email, rows_to_ask
from learning.workforce.models import Organisation, Person, SupportLine, User
from learning.workforce.signals import roles_changed

from .actions.follow_roles import follow_roles
from .actions.name_site import name_site
from .actions.take_back_keys import take_back_keys
from .attempts import attempt_of
from .device_keys import DEVICE_KEYS
from .own_rows import ROWS_TO_ASK, proven_addresses
from .sessions import sessions, shown
from .support import EMPLOYERS, LINES, employers_of
from .what_changed import changes_for

MOST_SESSIONS = 3


@receiver(authenticator_added)
def enrolling_is_using(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Enrolling took a valid code or key: asking for another at once would prove nothing more."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(user_logged_in)
def a_proven_address_joins_its_person(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The first sign-in with an address that an employer's return knows; later ones find that they are joined."""
    addresses = proven_addresses(user)
    for email in addresses:
        join_by_email(user, email)
    if hasattr(request, "session"):
        request.session[ROWS_TO_ASK] = bool(rows_to_ask(user, addresses))


@receiver(email_confirmed)
def a_confirmed_address_joins_its_person(email_address: EmailAddress, **kwargs: Any) -> None:
    """Verification flows one way, from the login's address to the person's."""
    join_by_email(email_address.user, email_address.email)


@receiver(email_removed)
def a_removed_address_proves_nothing(user: User, email_address: EmailAddress, **kwargs: Any) -> None:
    """Whoever has the address next can show that it is theirs."""
    forget_address(user, email_address.email)


@receiver(user_logged_in)
def support_is_that_of_the_employer(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whose support lines the person sees is asked once a session, not for every page."""
    person = person_of(user)
    if person is not None and hasattr(request, "session"):
        request.session[EMPLOYERS] = employers_of(person, timezone.localdate())


@receiver([post_save, post_delete], sender=SupportLine)
def support_lines_have_changed(**kwargs: Any) -> None:
    """This process shows them at once; the others within five minutes."""
    LINES.forget()


@receiver(user_logged_out)
def what_waits_is_sealed_for_good(request: HttpRequest, **kwargs: Any) -> None:
    """Signing out takes back the keys of this session: what was left in the browser can be read by nobody."""
    take_back_keys(request.session.get(DEVICE_KEYS, []))


@receiver(roles_changed)
def editing_follows_the_role(user: User, **kwargs: Any) -> None:
    """Roles open the page editor, and nothing else does; a role that begins or ends later is followed by the cron."""
    follow_roles(user, timezone.localdate())


@receiver(post_save, sender=Organisation)
def site_is_called_as_its_network(instance: Organisation, **kwargs: Any) -> None:
    """The network's name comes from its own team among the organisations; the editor's name of the site follows."""
    if instance.kind == Organisation.NETWORK_KIND:
        name_site()


@receiver(overview_action)
def going_on(request: HttpRequest, module: Module, **kwargs: Any) -> str:
    """On a module's overview: where somebody stopped, that they have finished, or what comes before a first start."""
    user = request.user
    attempt = attempt_of(user, module.slug) if user.is_authenticated and may_learn(user) else None
    retired = module.is_retired_on(timezone.localdate())
    if attempt is None:
        if retired:
            return ""
        return _way_there(module, request) + _sessions_of(module, request)
    body = attempt.version.body
    number = number_of_place(body, attempt.place) if attempt.place else 1
    context = {
        "attempt": attempt,
        "module": module,
        "retired": retired,
        "number": number,
        "sections": len(body),
        "section": body[number - 1]["value"]["title"] if body else "",
    } | _renewal(person_of(user), module, attempt)
    return render_to_string("portal/partials/going_on.html", context, request)


@receiver(overview_parts)
def new_since_finished(page: ModulePage, request: HttpRequest, **kwargs: Any) -> str:
    """Beside a module's overview: what changed since the reader finished it."""
    user = request.user
    if page.module is None or not user.is_authenticated or not may_learn(user):
        return ""
    changes = changes_for(user.person, page.module, timezone.localdate())
    return render_to_string("portal/partials/changed_since.html", {"changes": changes}, request) if changes else ""


def _renewal(person: Person | None, module: Module, attempt: Attempt) -> dict[str, Any]:
    """For somebody who finished: the last valid day, where it is time to renew."""
    if person is None or attempt.state != AttemptState.PASSED:
        return {}
    today = timezone.localdate()
    last = runs_out_on(person, module.pk, today)
    return {"runs_out": last, "is_past": last is not None and last < today}


def _way_there(module: Module, request: HttpRequest) -> str:
    """What comes before a first start, for somebody who can learn; empty where nothing does."""
    user = request.user
    if not user.is_authenticated or not may_learn(user):
        return ""
    way = way_there(user.person, module, timezone.localdate())
    return render_to_string("portal/partials/way_there.html", {"way": way}, request) if way else ""


def _sessions_of(module: Module, request: HttpRequest) -> str:
    """The next sessions of a module that is taught in them; empty for one that people take alone."""
    version = module.current_version
    if version is None or not by_attendance(version.criteria):
        return ""
    now = timezone.now()
    coming = sessions().with_counts().coming(now).of_module(module)[:MOST_SESSIONS]
    context = {"coming": shown(coming, request.user, now)}
    return render_to_string("portal/partials/sessions_of_module.html", context, request)
