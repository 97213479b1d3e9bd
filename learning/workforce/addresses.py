"""Which e-mail addresses an organisation may recognise its people by: never what only another employer could know.

Whoever works for two employers can be one row. Trying addresses there must not tell the one that the other has them.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from .models import Employment, GivenAddress, Organisation, PersonEmail, Role, RoleAssignment

HUMAN = Coalesce("person__merged_into_id", "person_id")


def addresses_known_to(organisation: Organisation) -> QuerySet[PersonEmail]:
    """Addresses by which this organisation may find people that it writes about.

    Of somebody who has, or ever had, a post elsewhere as well: those that the organisation gave itself, and those at
    its own domains. Of everybody else: all. One query.
    """
    here = Employment.objects.filter(organisation=organisation).order_by().values("person")
    elsewhere = Employment.objects.exclude(organisation=organisation).order_by().annotate(human=HUMAN).values("human")
    given = GivenAddress.objects.filter(organisation=organisation, person=OuterRef("person"), email=OuterRef("email"))
    shared = PersonEmail.objects.order_by().annotate(human=HUMAN).filter(person__in=here, human__in=elsewhere)
    hidden = shared.exclude(Exists(given)).exclude(at_domains(own_domains(organisation)))
    return PersonEmail.objects.exclude(pk__in=hidden.values("pk"))


def own_domains(organisation: Organisation) -> frozenset[str]:
    """The organisation's e-mail domains, and those of its HR leads; one query."""
    leads = RoleAssignment.objects.standing().filter(role=Role.HR_LEAD, organisation=organisation)
    return organisation.domains | {
        email.rpartition("@")[2].lower() for email in leads.values_list("user__email", flat=True)
    }


def at_domains(domains: frozenset[str]) -> Q:
    """Rows whose `email` is at one of the domains; with none, no row."""
    found = Q(pk__in=())
    for domain in domains:
        found |= Q(email__endswith=f"@{domain}")
    return found
