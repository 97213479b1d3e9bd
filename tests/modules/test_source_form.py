"""Who may be named for a source: those who write modules, and no other login is so much as shown."""

import pytest
from django.urls import reverse

from learning.modules.groups import TRAINERS
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory

from .factories import source, trainer

pytestmark = pytest.mark.django_db


def test_authors_alone_are_offered_and_an_owner_whose_role_ended_stays() -> None:
    author, before, stranger = trainer(), trainer(), PersonFactory(with_login=True).user
    found = source()
    found.owner = before
    found.save()
    before.groups.remove(before.groups.get(name=TRAINERS))
    client = signed_in(author)
    for address in (
        reverse("wagtailsnippets_modules_source:add"),
        reverse("wagtailsnippets_modules_source:edit", args=[found.pk]),
    ):
        answer = client.get(address)
        html = answer.content.decode()
        offered = set(answer.context["form"].fields["owner"].queryset)
        assert author in offered
        assert stranger not in offered
        assert stranger.email not in html
        assert (before in offered) == address.endswith(f"/edit/{found.pk}/")
