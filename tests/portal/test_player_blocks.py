"""The kinds of blocks in the player, over HTTP and without JavaScript: films, own words, cases, sharing, sheets."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from learning.audit.models import Event
from learning.cases.models import CaseReflection
from learning.records.actions.choose_route import choose_route
from learning.records.models import Answer, Completion, Reflection
from learning.workforce.models import Role
from learning.workforce.models.role_assignment import OF_A_TEAM, OF_AN_ORGANISATION
from tests.blocks import files
from tests.cases.factories import published as published_case
from tests.modules import bodies
from tests.records.conftest import Learner
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory, RoleAssignmentFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def at_work(client: Client, *blocks: dict[str, Any], **version: Any) -> Learner:
    """Somebody who has started a module of one section with these blocks, and is signed in."""
    learner = Learner(body=[bodies.section("s1", *blocks)], **version)
    client.force_login(learner.user)
    return learner


def url(learner: Learner, name: str, *args: object) -> str:
    return reverse(name, args=[learner.version.module.slug, *args])


def section(client: Client, learner: Learner) -> str:
    answer = client.get(url(learner, "player_section", 1))
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestFilm:
    def test_a_film_of_our_own_has_captions_and_its_words(self, client: Client) -> None:
        film = files.stored()
        learner = at_work(client, bodies.video("v1", film.pk))
        html = section(client, learner)
        assert f'<source src="{reverse("film", args=[film.pk, film.filename])}" type="video/mp4">' in html
        captions = url(learner, "player_captions", "v1")
        assert f'<track kind="captions" src="{captions}"' in html
        assert "Said again." in html
        answer = client.get(captions)
        assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
        assert answer.content.startswith(b"WEBVTT")

    def test_a_film_elsewhere_is_a_link_and_nothing_is_loaded_from_there(self, client: Client) -> None:
        html = section(client, at_work(client, bodies.video("v1", link="https://youtu.be/abc")))
        assert 'href="https://www.youtube.com/watch?v=abc" rel="noreferrer external"' in html
        assert not re.search(r"<(iframe|img|script|source|link)[^>]*youtube", html)
        assert "js/film.js" in html

    def test_the_page_may_frame_the_allowed_hosts_and_no_other(self, client: Client) -> None:
        learner = at_work(client, bodies.text("t1"))
        policy = client.get(url(learner, "player_section", 1)).headers["Content-Security-Policy"]
        (frames,) = [part for part in policy.split(";") if part.strip().startswith("frame-src")]
        assert frames.split() == ["frame-src", "'self'", "https://www.youtube-nocookie.com", "https://player.vimeo.com"]

    def test_a_film_that_is_gone_leaves_its_words(self, client: Client) -> None:
        html = section(client, at_work(client, bodies.video("v1", 10**6)))
        assert "The film is not here any more." in html
        assert "<video" not in html
        assert "Said again." in html

    def test_captions_are_the_learner_s_own_version_s(self, client: Client) -> None:
        learner = at_work(client, bodies.video("v1"), bodies.text("t1"))
        for block in ("t1", "nowhere"):
            assert client.get(url(learner, "player_captions", block)).status_code == 404
        client.force_login(PersonFactory(with_login=True).user)
        assert client.get(url(learner, "player_captions", "v1")).status_code == 404


def test_a_document_says_its_kind_and_size(client: Client) -> None:
    note = files.stored("note.pdf", files.PDF)
    html = section(client, at_work(client, bodies.document("d1", note.pk)))
    assert f'href="{note.url}"' in html
    assert "PDF, 209\xa0bytes" in html


class TestOwnWords:
    def test_first_one_writes_then_compares(self, client: Client) -> None:
        learner = at_work(client, bodies.own_words("o1"))
        assert "Because it helps." not in section(client, learner), "the model answer comes after one's own"
        client.post(url(learner, "player_reflect", "o1"), {"text": "It does good."})
        html = section(client, learner)
        assert "It does good." in html
        assert "data-saved" in html, "the page says when it was saved, as it does quietly once the box is left"
        assert "Because it helps." in html
        assert "it does not count towards the questions to get right" in html
        client.post(url(learner, "player_answer", "o1"), {"option": "partly"})
        assert re.search(r'value="partly" checked', section(client, learner))
        client.post(url(learner, "player_section", 1))
        assert Completion.objects.get().questions == 0

    def test_what_was_saved_half_written_can_be_finished(self, client: Client) -> None:
        """Leaving the box saves quietly: whoever comes back to half a sentence is not held to it."""
        learner = at_work(client, bodies.own_words("o1"))
        client.post(url(learner, "player_reflect", "o1"), {"text": "It does"})
        client.post(url(learner, "player_answer", "o1"), {"option": "partly"})
        assert "Change what I wrote" in section(client, learner)
        client.post(url(learner, "player_reflect", "o1"), {"text": "It does good."})
        html = section(client, learner)
        assert "It does good." in html
        assert re.search(r'value="partly" checked', html)
        refused = client.post(url(learner, "player_reflect", "o1"), {"text": "Ask Priya Nair about it."}, **HTMX)
        assert "Ask <mark>Priya Nair</mark> about it." in refused.content.decode()
        client.post(url(learner, "player_section", 1))
        assert "Change what I wrote" not in section(client, learner), "the try has ended"

    def test_support_is_offered_once_to_a_writer_in_distress(self, client: Client) -> None:
        learner = at_work(client, bodies.own_words("o1"))
        client.post(url(learner, "player_reflect", "o1"), {"text": "This was done to me, and I can't cope."})
        assert section(client, learner).count("You do not have to carry it alone.") == 1

    def test_choosing_nothing_is_said_at_the_comparison(self, client: Client) -> None:
        learner = at_work(client, bodies.own_words("o1"))
        client.post(url(learner, "player_reflect", "o1"), {"text": "It does good."})
        for extra in ({}, HTMX):
            answer = client.post(url(learner, "player_answer", "o1"), {}, **extra)
            assert answer.status_code == 422
            assert "Choose one first. Nothing was sent yet." in answer.content.decode()
        assert not Answer.objects.exists()

    def test_a_name_is_asked_about_before_anything_is_stored(self, client: Client) -> None:
        learner = at_work(client, bodies.own_words("o1"))
        answer = client.post(url(learner, "player_reflect", "o1"), {"text": "Ask Priya Nair on 07700 900123."}, **HTMX)
        assert answer.status_code == 422
        assert "may identify somebody" in answer.content.decode()
        assert not Reflection.objects.exists()

    def test_criteria_say_before_starting_that_it_does_not_count(self, client: Client) -> None:
        learner = at_work(client, bodies.own_words("o1"), bodies.question("q1"), bodies.true_false("q2"))
        client.force_login(PersonFactory(with_login=True).user)
        html = client.get(url(learner, "player")).content.decode()
        assert "You mark it yourself, so it does not count towards the questions to get right." in html
        assert "Get all two questions right." in html
        assert "Your employer sees that you finished and when; not answers, tries, time or reflections." in html


def test_true_and_false_stand_in_that_order_for_everybody(client: Client) -> None:
    for _learner in range(6):
        html = section(client, at_work(client, bodies.true_false("q1")))
        assert html.index('value="true"') < html.index('value="false"')


class TestSharing:
    def reflect(self, client: Client) -> Learner:
        learner = at_work(client, bodies.reflection("r1"))
        client.post(url(learner, "player_reflect", "r1"), {"text": "I listened first."})
        return learner

    def read_by(self, role: Role, learner: Learner) -> Any:
        return signed_in(RoleAssignmentFactory(role=role).user).get(url(learner, "shared_reflections"))

    def test_trainers_read_what_is_shared_and_no_name(self, client: Client) -> None:
        learner = self.reflect(client)
        assert "I listened first." not in self.read_by(Role.TRAINER, learner).content.decode()
        client.post(url(learner, "player_share", "r1"), {"share": "on"})
        assert "Shared with the trainers, without your name" in section(client, learner)
        html = self.read_by(Role.TRAINER, learner).content.decode()
        assert "I listened first." in html
        assert learner.person.family_name not in html
        assert Event.objects.filter(action="reflections.shared_seen").count() == 2
        client.post(url(learner, "player_share", "r1"), {"share": "off"})
        assert "I listened first." not in self.read_by(Role.TRAINER, learner).content.decode()
        assert "Private to you" in section(client, learner)

    @pytest.mark.parametrize("order", [("r1", "r2"), ("r2", "r1")])
    def test_the_order_does_not_say_who_shared_last(self, client: Client, order: tuple[str, str]) -> None:
        learner = at_work(client, bodies.reflection("r1"), bodies.reflection("r2"))
        for block in order:
            client.post(url(learner, "player_reflect", block), {"text": f"A thought at {block}."})
            client.post(url(learner, "player_share", block), {"share": "on"})
        html = self.read_by(Role.TRAINER, learner).content.decode()
        assert 0 < html.index("A thought at r1.") < html.index("A thought at r2.")

    @pytest.mark.parametrize("role", sorted(set(Role) - OF_A_TEAM - OF_AN_ORGANISATION - {Role.TRAINER}))
    def test_nobody_else_reads_it(self, client: Client, role: Role) -> None:
        learner = self.reflect(client)
        client.post(url(learner, "player_share", "r1"), {"share": "on"})
        assert self.read_by(role, learner).status_code == 403

    def test_nothing_written_has_nothing_to_share(self, client: Client) -> None:
        learner = at_work(client, bodies.reflection("r1"))
        assert "Share with the trainers" not in section(client, learner)
        client.post(url(learner, "player_share", "r1"), {"share": "on"})
        assert not Reflection.objects.exists()


class TestCases:
    def test_a_thought_about_a_case_is_kept_with_its_day(self, client: Client) -> None:
        case = published_case()
        learner = at_work(client, bodies.linked_case("l1", case.pk))
        assert "What do you take from this case?" in section(client, learner)
        client.post(url(learner, "player_reflect", "l1"), {"text": "Ask about the door."})
        kept = CaseReflection.objects.get()
        assert (kept.case_id, kept.module) == (case.pk, learner.version.module)
        assert isinstance(kept.reflected_on, dt.date)
        html = section(client, learner)
        assert "Ask about the door." in html
        assert "First written on" in html
        assert not Reflection.objects.exists()

    def test_a_case_that_is_not_shown_asks_for_no_thought(self, client: Client) -> None:
        learner = at_work(client, bodies.linked_case("l1", 10**6))
        assert "What do you take from this case?" not in section(client, learner)
        assert client.post(url(learner, "player_reflect", "l1"), {"text": "Ask."}).status_code == 403


class TestSheets:
    def test_the_job_aid_and_a_team_activity_are_pages_of_their_own(self, client: Client) -> None:
        learner = at_work(client, bodies.team_activity("a1"), job_aid={"title": "At hand", "points": ["Ask first"]})
        assert url(learner, "player_sheet", "a1") in section(client, learner)
        assert "In pairs." in client.get(url(learner, "player_sheet", "a1")).content.decode()
        assert "Ask first" in client.get(url(learner, "player_sheet", "job-aid")).content.decode()

    def test_what_is_no_sheet_is_not_there(self, client: Client) -> None:
        learner = at_work(client, bodies.text("t1"), job_aid={"title": "", "points": []})
        for sheet in ("job-aid", "t1", "nowhere"):
            assert client.get(url(learner, "player_sheet", sheet)).status_code == 404


class TestOtherRoute:
    def test_the_export_of_one_s_own_is_the_only_place_that_names_the_route(self, client: Client) -> None:
        """Completions by either route are alike in everything that anybody else can read."""
        body = [bodies.section("s1", bodies.text("t1"), other=[bodies.text("t2")], note="A fight.")]
        rows = []
        for by_other in (False, True):
            learner = Learner(body=body)
            choose_route(learner.user, learner.attempt, "s1", other=by_other)
            learner.read("s1")
            completion = Completion.objects.get(person=learner.person)
            own = {"id", "uuid", "person_id", "module_id", "version_id", "attempt_id", "completed_at", "recorded_at"}
            rows.append(
                {name: value for name, value in completion.__dict__.items() if name not in own and name[0] != "_"}
            )
        assert rows[0] == rows[1]
        events = Event.objects.values_list("action", "detail")
        assert not [event for event in events if "route" in str(event) or "alternative" in str(event)]


@pytest.mark.parametrize("name", ["player_answer", "player_rate", "player_reflect", "player_share"])
def test_nothing_can_be_sent_from_a_block_that_is_read(client: Client, name: str) -> None:
    learner = at_work(client, bodies.text("t1"))
    for extra in ({}, HTMX):
        assert client.post(url(learner, name, "t1"), {}, **extra).status_code == 404
