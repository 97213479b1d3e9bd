import pytest
from django.urls import reverse
from django.utils import timezone

from learning.cases.models import LearningCasePage, LearningDraft
from learning.modules.actions.grant_editing import grant_editing
from learning.portal.actions.follow_roles import follow_roles
from tests.signing_in import signed_in

from ..case_factories import Desk, desk
from ..factories import library
from ..learning_drafts import agreed
from ..test_gate_in_the_editor import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def people() -> Desk:
    return desk()


def test_a_trainer_opens_and_saves_what_is_to_be_written(people: Desk) -> None:
    grant_editing()
    follow_roles(people["trainer"], timezone.localdate())
    draft, editor = agreed(people), signed_in(people["trainer"])
    address = reverse("wagtailadmin_pages:edit", args=[draft.page_id])
    read = editor.get(address)
    assert read.status_code == 200
    assert "A learning case to be written" in read.content.decode()
    answer = editor.post(address, words())
    assert answer.status_code == 302, answer.context["form"].errors
    assert people["trainer"] in LearningDraft.objects.get().editors.all()
    assert LearningCasePage.objects.get().get_latest_revision_as_object().title == "Typed in the editor"


@pytest.mark.parametrize("who", ["author", "own reviewer", "coordinator", "ig lead"])
def test_nobody_else_does(people: Desk, who: str) -> None:
    grant_editing()
    follow_roles(people[who], timezone.localdate())
    draft = agreed(people)
    assert signed_in(people[who]).get(reverse("wagtailadmin_pages:edit", args=[draft.page_id])).status_code in (
        302,
        403,
    )


def test_a_trainer_starts_nothing_there(people: Desk) -> None:
    grant_editing()
    follow_roles(people["trainer"], timezone.localdate())
    agreed(people)
    add = reverse("wagtailadmin_pages:add", args=["cases", "learningcasepage", library().pk])
    signed_in(people["trainer"]).post(add, words())
    assert LearningCasePage.objects.count() == 1
