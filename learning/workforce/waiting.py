"""People who say of themselves that they work for an organisation and wait for its word."""

from __future__ import annotations

from django.db.models import QuerySet

from .models import Employment, EmploymentSource, Organisation


def waiting_at(organisation: Organisation) -> QuerySet[Employment]:
    """Declared posts that nobody answered yet, the oldest first."""
    rows = Employment.objects.standing().filter(source=EmploymentSource.SELF_DECLARED, organisation=organisation)
    return rows.select_related("person__user", "role_group").order_by("recorded_at", "pk")
