"""Every road of publication makes exactly one version; what is no publication makes none."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.test.utils.form_data import streamfield

from learning.modules.models import (
    Change,
    EarlierCompletions,
    Module,
    ModulePage,
    ModuleVersion,
    UnfinishedModule,
)
from learning.modules.signals import version_published
from tests.signing_in import signed_in
from tests.workforce.factories import UserFactory

from . import bodies
from .factories import form_of, module_page, published, publisher

pytestmark = pytest.mark.django_db


def numbers(page: ModulePage) -> list[str]:
    versions = ModuleVersion.objects.filter(module__uuid=page.translation_key).order_by("major", "minor")
    return [version.number for version in versions]


class TestRoads:
    def test_the_editor(self) -> None:
        user, page = publisher(), module_page()
        client = signed_in(user)
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        answer = client.post(address, form_of(page) | {"action-publish": "1"})
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        assert numbers(page) == ["1.0"]
        version = ModuleVersion.objects.get()
        assert version.published_by == user
        assert version.body[0]["value"]["title"] == "What we mean"

    def test_saving_a_draft_in_the_editor_makes_none(self) -> None:
        page = module_page()
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        answer = signed_in(publisher()).post(address, form_of(page, title="A new title"))
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().title == "A new title"
        assert not ModuleVersion.objects.exists()
        assert not Module.objects.exists()

    def test_approval_in_a_workflow(self) -> None:
        page = module_page()
        author, moderator = publisher(), UserFactory(is_superuser=True)
        state = page.get_workflow().start(page, author)
        assert numbers(page) == []
        state.current_task_state.approve(user=moderator)
        assert numbers(page) == ["1.0"]

    def test_the_schedule_freezes_when_it_goes_live_and_not_before(self, clock: time_machine.Traveller) -> None:
        page = module_page()
        page.go_live_at = timezone.now() + dt.timedelta(days=3)
        page.save_revision().publish()
        assert numbers(page) == []
        clock.shift(dt.timedelta(days=4))
        call_command("publish_scheduled")
        assert numbers(page) == ["1.0"]
        assert ModuleVersion.objects.get().published_at == timezone.now()

    def test_a_scheduled_change_of_a_live_page_freezes_when_it_goes_live(self, clock: time_machine.Traveller) -> None:
        page = published()
        draft = page.get_latest_revision_as_object()
        draft.summary = "Something else."
        draft.go_live_at = timezone.now() + dt.timedelta(days=3)
        draft.save_revision().publish()
        assert numbers(page) == ["1.0"]
        clock.shift(dt.timedelta(days=4))
        call_command("publish_scheduled")
        assert numbers(page) == ["1.0", "1.1"]

    def test_publishing_in_bulk(self) -> None:
        page = module_page()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        answer = signed_in(publisher()).post(f"{address}?id={page.pk}&next=/")
        assert answer.status_code == 302
        assert numbers(page) == ["1.0"]

    def test_an_import_says_when_it_was(self) -> None:
        page, long_ago = module_page(), dt.datetime(2022, 3, 1, 9, tzinfo=dt.UTC)
        page.publish(page.get_latest_revision(), published_at=long_ago)
        assert ModuleVersion.objects.get().published_at == long_ago


class TestNumbers:
    def test_what_learners_cannot_tell_apart_is_no_new_version(self) -> None:
        page = published()
        published(page)
        published(page, search_description="For search engines alone.")
        assert numbers(page) == ["1.0"]

    def test_a_major_choice_without_a_change_is_no_new_version(self) -> None:
        page = published()
        published(page, change=Change.MAJOR)
        assert numbers(page) == ["1.0"]

    def test_keys_of_the_editor_are_no_change(self) -> None:
        page = published()
        body = [bodies.section("s1", bodies.text("t1", '<p data-block-key="a1b2c">Read this.</p>'))]
        published(page, body=body)
        published(page, body=[bodies.section("s1", bodies.text("t1", '<p data-block-key="zzzzz">Read this.</p>'))])
        assert numbers(page) == ["1.0", "1.1"]  # the questions went; the keys made no third

    def test_minor_and_major_changes_count_up(self) -> None:
        page = published(change=Change.MINOR)
        published(page, summary="Clearer.")
        published(page, summary="Clearer still.")
        published(page, summary="Other learning.", change=Change.MAJOR)
        published(page, summary="Other learning, clearer.", change=Change.MINOR)
        assert numbers(page) == ["1.0", "1.1", "1.2", "2.0", "2.1"]

    def test_a_major_change_says_what_becomes_of_earlier_completions(self) -> None:
        page = published()
        published(
            page,
            summary="New law.",
            change=Change.MAJOR,
            earlier_completions=EarlierCompletions.REDO,
            redo_by=dt.date(2027, 1, 31),
        )
        version = ModuleVersion.objects.get(major=2)
        assert (version.change, version.earlier_completions) == ("major", "redo")
        assert version.redo_by == dt.date(2027, 1, 31)

    def test_a_minor_change_touches_nobody_whatever_else_is_filled_in(self) -> None:
        page = published()
        published(page, summary="Clearer.", earlier_completions=EarlierCompletions.REDO, redo_by=dt.date(2027, 1, 31))
        version = ModuleVersion.objects.get(minor=1)
        assert (version.change, version.earlier_completions, version.redo_by) == ("minor", "stand", None)


class TestIdentity:
    def test_the_module_carries_the_names_of_the_last_publication(self) -> None:
        page = published(title="Trauma", slug="trauma")
        published(page, title="Trauma and violence", slug="trauma-and-violence")
        module = Module.objects.get()
        assert (module.title, module.slug, module.uuid) == (
            "Trauma and violence",
            "trauma-and-violence",
            page.translation_key,
        )
        assert module.current_version == ModuleVersion.objects.get(minor=1)

    def test_the_page_knows_its_module_and_a_revision_does_not_change_it(self) -> None:
        page = published()
        assert page.module == Module.objects.get()
        published(page, summary="Clearer.")
        page.refresh_from_db()
        assert page.module == Module.objects.get()

    def test_a_copy_is_a_module_of_its_own_and_starts_as_a_draft(self) -> None:
        page = published()
        copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True)
        copy.refresh_from_db()
        assert not copy.live
        assert copy.module is None
        published(copy)
        assert Module.objects.count() == 2
        assert numbers(copy) == ["1.0"]

    def test_an_alias_makes_no_version_and_follows_its_original(self) -> None:
        page = published()
        alias = page.create_alias(update_slug="alias")
        published(page, summary="Clearer.")
        alias.refresh_from_db()
        assert alias.summary == "Clearer."
        assert numbers(page) == ["1.0", "1.1"]
        assert Module.objects.count() == 1
        assert alias.module == page.module

    def test_a_translation_is_of_the_same_module_and_counts_for_itself(self) -> None:
        page = published()
        welsh = Locale.objects.create(language_code="cy")
        translation = page.copy_for_translation(welsh, copy_parents=True)
        translation.title = "Trawma a thrais"
        translation.save_revision().publish()
        module = Module.objects.get()
        assert module.title == "Trauma and violence"
        assert module.current_version.language == "en-gb"
        assert [(v.language, v.number) for v in module.versions.order_by("language")] == [
            ("cy", "1.0"),
            ("en-gb", "1.0"),
        ]

    def test_an_address_of_the_past_is_not_given_twice(self) -> None:
        first = published(title="Trauma", slug="trauma")
        first.delete()
        published(title="Trauma", slug="trauma")
        assert sorted(Module.objects.values_list("slug", flat=True)) == ["trauma", "trauma-2"]


class TestWhatStays:
    def test_unpublishing_leaves_module_and_versions(self, client: Client) -> None:
        page = published()
        page.unpublish()
        assert numbers(page) == ["1.0"]
        assert client.get(page.get_url()).status_code == 404
        assert client.get(reverse("catalogue")).status_code == 200

    def test_deleting_in_the_editor_leaves_module_and_versions(self, client: Client) -> None:
        page = published()
        address = page.get_url()
        answer = signed_in(publisher()).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert answer.status_code == 302
        assert not ModulePage.objects.exists()
        assert numbers(page) == ["1.0"]
        assert Module.objects.get().current_version is not None
        assert client.get(address).status_code == 404
        assert client.get(reverse("catalogue")).status_code == 200

    def test_the_database_refuses_to_change_or_delete_a_version_or_delete_a_module(self) -> None:
        published()
        for refused in (
            lambda: ModuleVersion.objects.update(title="Another"),
            lambda: ModuleVersion.objects.all()._raw_delete("default"),
            lambda: Module.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                refused()

    def test_a_source_that_changes_later_does_not_change_what_was_read(self) -> None:
        from .factories import source

        of_it = source()
        block = {
            "type": "key_point",
            "id": "k1",
            "value": {"text": "So it is.", "sources": [{"type": "item", "id": "i", "value": of_it.pk}]},
        }
        published(body=[bodies.section("s1", block)])
        of_it.title = "Another title"
        of_it.save()
        kept = ModuleVersion.objects.get().sources
        assert kept == {
            str(of_it.pk): {
                "title": "A definition",
                "publisher": "OHID",
                "url": "https://example.org/d",
                "licence": "OGL v3",
                "checked_on": "",
                "review_due": "",
            }
        }


class TestOneTransaction:
    def test_a_receiver_that_fails_takes_the_publication_back(self) -> None:
        page = module_page()

        def refuse(**kwargs: object) -> None:
            raise RuntimeError("no")

        version_published.connect(refuse)
        try:
            with pytest.raises(RuntimeError), transaction.atomic():
                page.get_latest_revision().publish()
        finally:
            version_published.disconnect(refuse)
        page.refresh_from_db()
        assert not page.live
        assert not ModuleVersion.objects.exists()

    def test_receivers_hear_of_each_version_once(self) -> None:
        heard: list[str] = []

        def listen(version: ModuleVersion, **kwargs: object) -> None:
            heard.append(version.number)

        version_published.connect(listen)
        try:
            page = published()
            published(page)
            published(page, summary="Clearer.")
        finally:
            version_published.disconnect(listen)
        assert heard == ["1.0", "1.1"]


class TestUnfinished:
    @pytest.fixture
    def page(self) -> ModulePage:
        return module_page(body=[bodies.section("s1", bodies.question("q1", right="", others="ab"))])

    def test_it_does_not_go_live_by_code(self, page: ModulePage) -> None:
        with pytest.raises(UnfinishedModule, match="is not published: something in it is not complete yet"):
            page.get_latest_revision().publish()
        page.refresh_from_db()
        assert not page.live
        assert not ModuleVersion.objects.exists()

    def test_in_bulk_a_trainer_is_led_to_it(self, page: ModulePage) -> None:
        client = signed_in(publisher())
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        answer = client.post(f"{address}?id={page.pk}&next=/", follow=True)
        assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "is not published: something in it is not complete yet" in answer.content.decode()
        assert not ModuleVersion.objects.exists()

    def test_on_approval_a_moderator_is_led_to_it(self, page: ModulePage) -> None:
        moderator = publisher()
        moderator.groups.add(Group.objects.get(name="Moderators"))
        state = page.get_workflow().start(page, moderator)
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state_id])
        answer = signed_in(moderator).post(address)
        assert answer.status_code == 302
        assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
        page.refresh_from_db()
        assert not page.live
        state.refresh_from_db()
        assert state.status == state.STATUS_IN_PROGRESS

    def test_in_the_editor_the_form_says_where(self, page: ModulePage) -> None:
        form = form_of(page, body=streamfield([]))
        answer = signed_in(publisher()).post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), form | {"action-publish": "1"}
        )
        assert answer.status_code == 200
        assert "body" in answer.context["form"].errors
