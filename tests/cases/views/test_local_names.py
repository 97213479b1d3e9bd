"""Local names in the editor: pasted, asked about, changed, taken off; everybody else finds no screen."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from learning.cases.actions.change_local_names import add_local_names
from learning.cases.models import LocalName
from learning.cases.models.local_name import NameKind
from learning.deidentification import screen
from learning.workforce.models import Role, User
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ADD = "case_local_names:add"


@pytest.fixture
def administrator() -> User:
    user: User = RoleAssignmentFactory(role=Role.ADMINISTRATOR, organisation=None).user
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def paste(client: Client, names: str, **more: str) -> str:
    answer = client.post(reverse(ADD), {"kind": "estate", "names": names} | more, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_pasted_list_is_kept_and_what_was_left_out_is_said(administrator: User) -> None:
    add_local_names(administrator, NameKind.WARD, {"the tanyard": "The Tanyard"})
    page = paste(signed_in(administrator), "Tall Gate\ntall  gate\nTHE TANYARD\n\nHollin Quays")
    assert "2 names added. On the list already: “THE TANYARD”. Written more than once: “tall gate”." in page
    assert len(screen("near hollin quays and tall gate")) == 2


def test_ordinary_words_are_asked_about_and_nothing_is_lost_or_saved(administrator: User) -> None:
    client = signed_in(administrator)
    page = paste(client, "Tall Gate\nmay\nthe park")
    assert "“may” stands 10 times in 9 of 20 notes that name nobody." in page
    assert "“the park” is an ordinary word." in page
    assert "Nothing is saved yet" in page
    assert "Tall Gate may the park" in page
    assert not LocalName.objects.exists()
    found = re.search(r'name="meant"[^>]* value="(\w+)"|value="(\w+)"[^>]* name="meant"', page)
    assert found
    token = found[1] or found[2]
    assert "Nothing is saved yet" in paste(client, "may\nwill", meant=token)  # others than those that were read
    assert "3 names added." in paste(client, "Tall Gate\nmay\nthe park", meant=token)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ("", "Write a name at least."),
        (" … \n -", "There is no name in this."),
        ("Zorbley\n" + "x" * 81, "Look at these lines again: 2."),
        ("\n".join(f"Tall Gate {n}" for n in range(2_001)), "too many lines at once"),
        ("The Tanyard", "All of these are on the list already."),
    ],
    ids=["nothing", "no name", "too long", "too many", "known"],
)
def test_what_cannot_be_saved_is_said(administrator: User, names: str, says: str) -> None:
    add_local_names(administrator, NameKind.WARD, {"the tanyard": "The Tanyard"})
    assert says in paste(signed_in(administrator), names)
    assert LocalName.objects.count() == 1


def test_one_is_changed_and_taken_off(administrator: User) -> None:
    client = signed_in(administrator)
    one, _other = add_local_names(administrator, NameKind.WARD, {"the tanyard": "The Tanyard", "zorbley": "Zorbley"})
    edit = reverse("case_local_names:edit", args=[one.pk])
    assert "on the list already" in client.post(edit, {"name": "ZORBLEY", "kind": "ward"}).content.decode()
    assert "is an ordinary word" in client.post(edit, {"name": "The Park", "kind": "ward"}).content.decode()
    assert client.post(edit, {"name": "The Tanyards", "kind": "venue"}).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.kind, one.folded) == ("The Tanyards", "venue", "the tanyards")
    gone = reverse("case_local_names:delete", args=[one.pk])
    assert "no longer screened for this name" in client.get(gone).content.decode()
    assert client.post(gone).status_code == 302
    assert [name.name for name in LocalName.objects.all()] == ["Zorbley"]


def test_the_list_is_searched_and_narrowed(administrator: User) -> None:
    client = signed_in(administrator)
    add_local_names(administrator, NameKind.WARD, {"the tanyard": "The Tanyard"})
    add_local_names(administrator, NameKind.SCHOOL, {"zorbley": "Zorbley"})
    page = client.get(reverse("case_local_names:index"), {"q": "tanyard"}).content.decode()
    assert "The Tanyard" in page
    assert "Zorbley" not in page
    assert "The Tanyard" not in client.get(reverse("case_local_names:index"), {"kind": "school"}).content.decode()
