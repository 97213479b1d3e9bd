"""The status of one person on one day, straight from the ledger."""

from __future__ import annotations

import datetime as dt

from learning.modules.models import Module
from learning.workforce.models import Organisation, Person

from .facts import Facts, rules_on
from .loading import facts_of
from .models import Requirement
from .network import Network
from .status import Judgement, judge


def status_on(
    person: Person,
    organisation: Organisation,
    asked: Requirement | Module,
    day: dt.date,
    *,
    known_at: dt.datetime | None = None,
) -> Judgement:
    """What `judge` says of the person in the organisation on `day`, for a module or the module of a requirement.

    `known_at` (UTC): from what was known at that moment; None: from what is known now.
    """
    module_id = asked.module_id if isinstance(asked, Requirement) else asked.pk
    network = Network.load(known_at)
    known = facts_of([person.pk], network, module_id=module_id)
    facts = next((one.facts for one in known if one.organisation_id == organisation.pk), Facts(posts=[], asked=[]))
    return judge(facts, rules_on(network.book, day), day)
