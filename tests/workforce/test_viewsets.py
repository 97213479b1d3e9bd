"""The workforce screens of the editor: the administrator's alone, and an edit supersedes."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.audit.models import Event
from learning.workforce.models import Employment, Organisation, Person, Role, User
from learning.workforce.viewsets import WorkforceGroup
from tests.signing_in import signed_in

from .factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SCREENS = [viewset.name for viewset in WorkforceGroup.items]


def editor(role: Role | None, **fields: object) -> Client:
    """A signed-in user who may enter the editor, with one role and a second factor used in this session."""
    user: User = RoleAssignmentFactory(role=role).user if role else UserFactory(**fields)
    group, _ = Group.objects.get_or_create(name="May enter the editor")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    return signed_in(user)


class TestScreens:
    @pytest.mark.parametrize("screen", SCREENS)
    def test_an_administrator_opens_each(self, screen: str) -> None:
        client = editor(Role.ADMINISTRATOR)
        for name in ("index", "add"):
            assert client.get(reverse(f"{screen}:{name}")).status_code == 200

    @pytest.mark.parametrize("screen", SCREENS)
    @pytest.mark.parametrize("role", [Role.TRAINER, Role.NETWORK_LEAD, None], ids=str)
    def test_nobody_else_opens_any(self, screen: str, role: Role | None) -> None:
        client = editor(role, is_superuser=True) if role is None else editor(role)
        for name in ("index", "add"):
            answer = client.get(reverse(f"{screen}:{name}"))
            assert answer.status_code == 302, f"{screen}:{name}"
            assert answer["Location"] == reverse("wagtailadmin_home")

    def test_an_edit_supersedes_and_a_second_edit_of_the_old_row_is_told_so(self) -> None:
        client, employment = editor(Role.ADMINISTRATOR), EmploymentFactory()
        address = reverse("workforce_employments:edit", args=[employment.pk])
        data = {
            "person": employment.person_id,
            "organisation": employment.organisation_id,
            "role_group": employment.role_group_id,
            "start": "2020-01-06",
            "left": "2026-03-01",
            "source": employment.source,
        }
        assert client.post(address, data).status_code == 302
        standing = Employment.objects.standing().get()
        assert (standing.left, Employment.objects.count()) == (dt.date(2026, 3, 1), 2)
        assert client.post(address, data).status_code == 404

    def test_what_only_the_action_refuses_is_said_on_the_form(self) -> None:
        client, held = editor(Role.ADMINISTRATOR), EmploymentFactory()
        later = EmploymentFactory(person=held.person, organisation=held.organisation, start=dt.date(2025, 1, 1))
        data = {
            "person": held.person_id,
            "organisation": held.organisation_id,
            "role_group": held.role_group_id,
            "start": held.start.isoformat(),
            "source": held.source,
        }
        for address in (reverse("workforce_employments:add"), reverse("workforce_employments:edit", args=[later.pk])):
            answer = client.post(address, data)
            assert answer.status_code == 200
            assert answer.context["form"].errors
        assert Employment.objects.count() == 2

    def test_an_administrator_cannot_put_their_own_login_on_somebody_elses_record(self) -> None:
        client = editor(Role.ADMINISTRATOR)
        own = User.objects.get(pk=client.session["_auth_user_id"])
        me, other = PersonFactory(user=own), PersonFactory(with_login=True)

        def told(address: str, login: object) -> str:
            answer = client.post(address, {"given_name": "New", "family_name": "Name", "user": login})
            return str(answer.context["form"].errors)

        mine, theirs = (reverse("workforce_people:edit", args=[person.pk]) for person in (me, other))
        assert "your own login" in told(mine, "")
        assert "your own login" in told(mine, UserFactory().pk)
        me.delete()
        assert "your own login" in told(theirs, own.pk)
        assert "your own login" in told(reverse("workforce_people:add"), own.pk)
        assert Person.objects.get().user == other.user

    def test_who_changed_a_login_is_kept(self) -> None:
        client, person, login = editor(Role.ADMINISTRATOR), PersonFactory(with_login=True), UserFactory()
        before = person.user_id
        data = {"given_name": "New", "family_name": "Name", "user": login.pk}
        assert client.post(reverse("workforce_people:edit", args=[person.pk]), data).status_code == 302
        event = Event.objects.get()
        assert (event.action, event.object_id) == ("person.login_changed", str(person.pk))
        assert event.detail == {"before": before, "after": login.pk}
        client.post(reverse("workforce_people:edit", args=[person.pk]), data)
        assert Event.objects.count() == 1

    def test_nobody_is_added_without_any_name(self) -> None:
        client = editor(Role.ADMINISTRATOR)
        needed = "Write a first name, a last name or both: without one nobody finds this person again."
        for data in ({}, {"given_name": "  ", "family_name": ""}):
            answer = client.post(reverse("workforce_people:add"), data)
            assert answer.context["form"].errors == {"family_name": [needed]}
            assert "Nothing is saved yet." in answer.content.decode()
        assert not Person.objects.exists()
        for data in ({"given_name": "Ada"}, {"family_name": "Byron"}):
            assert client.post(reverse("workforce_people:add"), data).status_code == 302
        assert {person.name for person in Person.objects.all()} == {"Ada", "Byron"}

    def test_the_list_of_people_says_where_each_works_today_and_as_what(self) -> None:
        client = editor(Role.ADMINISTRATOR)
        person = PersonFactory()
        police, council = OrganisationFactory(name="Fen Police"), OrganisationFactory(name="Fen Council")
        frontline, desk = RoleGroupFactory(title="On the streets"), RoleGroupFactory(title="At a desk")
        EmploymentFactory(person=person, organisation=police, role_group=frontline)
        EmploymentFactory(person=person, organisation=council, left_already=True, role_group=desk)
        page = client.get(reverse("workforce_people:index")).content.decode()
        assert "Fen Police" in page
        assert "On the streets" in page
        assert "Fen Council" not in page
        assert "At a desk" not in page

    def test_the_list_of_people_costs_the_same_for_few_and_for_many(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client, counts = editor(Role.ADMINISTRATOR), []
        client.get(reverse("workforce_people:index"))
        for more in (2, 10):
            for _number in range(more):
                EmploymentFactory(person__with_login=True)
            with django_assert_max_num_queries(60) as asked:
                assert client.get(reverse("workforce_people:index")).status_code == 200
            counts.append(len(asked.captured_queries))
        assert counts[0] == counts[1]

    def test_a_missing_answer_is_asked_for_kindly(self) -> None:
        client = editor(Role.ADMINISTRATOR)
        answer = client.post(reverse("workforce_employments:add"), {"source": "form"})
        errors = answer.context["form"].errors
        assert errors["person"] == ["Choose one."]
        assert errors["start"] == ["Give a day, such as 3 March 2026."]
        assert "This field is required" not in answer.content.decode()
        assert "Nothing is saved yet." in answer.content.decode()

    def test_deleting_withdraws(self) -> None:
        client, employment = editor(Role.ADMINISTRATOR), EmploymentFactory()
        assert client.post(reverse("workforce_employments:delete", args=[employment.pk])).status_code == 302
        assert not Employment.objects.standing().exists()
        assert Employment.objects.count() == 1

    def test_an_organisation_is_changed_and_never_deleted(self) -> None:
        client, organisation = editor(Role.ADMINISTRATOR), OrganisationFactory(name="Before")
        client.post(
            reverse("workforce_organisations:edit", args=[organisation.pk]),
            {
                "name": "After",
                "sector": "health",
                "kind": "acute_hospital_trust",
                "serious_violence_duty": "not_specified",
                "joined_on": "2020-01-06",
            },
        )
        organisation.refresh_from_db()
        assert (organisation.name, organisation.slug) == ("After", "before")
        client.post(reverse("workforce_organisations:delete", args=[organisation.pk]))
        assert Organisation.objects.filter(pk=organisation.pk).exists()

    def test_a_role_without_its_organisation_is_refused_beside_the_form(self) -> None:
        client = editor(Role.ADMINISTRATOR)
        answer = client.post(
            reverse("workforce_role_assignments:add"),
            {"user": UserFactory().pk, "role": Role.HR_LEAD, "starts_on": "2026-01-01"},
        )
        assert answer.status_code == 200
        assert "Choose the organisation" in answer.content.decode()
