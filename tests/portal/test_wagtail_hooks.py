"""The editor is recognisably a part of the site."""

import datetime as dt

import pytest
from django.urls import reverse

from learning.modules.actions.grant_editing import grant_editing
from learning.workforce.actions.record_statement import record_statement
from learning.workforce.models import Role, RoleAssignment
from tests.signing_in import signed_in
from tests.workforce.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_editor_wears_the_networks_name_mark_and_colours():
    grant_editing()
    trainer = UserFactory()
    record_statement(None, RoleAssignment(user=trainer, role=Role.TRAINER, starts_on=dt.date(2020, 1, 1)))
    page = signed_in(trainer).get(reverse("wagtailadmin_home")).content.decode()
    assert "css/branding.css" in page
    assert "network-mark" in page
    assert " - Connected Learning</title>" in " ".join(page.split())
