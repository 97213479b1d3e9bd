"""Who is answered at each address. Whoever a row does not name is refused; a new address needs a new row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from django.db.models import Model
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.images.tests.utils import get_test_image_file

from learning.cases.models import HostAgreement, LearningCasePage, LoadedWording, LocalName
from learning.cases.viewsets import CaseGroup
from learning.coverage.digest_links import token_of as digest_token
from learning.coverage.models import Digest
from learning.modules.models import Module
from learning.notices.actions.stop_nudges import nudge_token
from learning.records.body import every_block
from learning.records.practice_links import token_of, witness_token_of
from learning.workforce.models import Role
from learning.workforce.viewsets import REMOVABLE, STATEMENTS, WorkforceGroup
from tests.blocks.files import size_of

from .world import LEARNER, MODULE, ROLES, Half

ANONYMOUS = "anonymous"
CASE = "two-hours-in-a-side-room"
SIGNED_IN = frozenset(ROLES)
EVERYBODY = SIGNED_IN | {ANONYMOUS}
STAFF = SIGNED_IN - {LEARNER}
NOBODY: frozenset[str] = frozenset()
HR = frozenset({Role.HR_LEAD.value})
MANAGER = frozenset({Role.TEAM_MANAGER.value})
TRAINER = frozenset({Role.TRAINER.value})
RUN_SESSIONS = TRAINER | {Role.FACILITATOR.value}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR.value})
AUTHORS = TRAINER | ADMINISTRATOR
FIRST_CHECK = frozenset({Role.AGENCY_REVIEWER.value})
CASE_READERS = FIRST_CHECK | {LEARNER}
AUTHOR = frozenset({LEARNER})
IN_THE_ROUND = frozenset({LEARNER, Role.FACILITATOR.value, Role.TRAINER.value})
IG = frozenset({Role.IG_LEAD.value})
COORDINATOR = frozenset({Role.COORDINATOR.value})
DRAFT_READERS = IG | {role.value for role in (Role.TRAINER, Role.AGENCY_REVIEWER, Role.NETWORK_REVIEWER)}


@dataclass(frozen=True)
class Row:
    """One address: what it is asked for, and which roles are answered.

    `shared`: the same for both organisations; otherwise only the target's own people are answered. `sees_both`: roles
    whose work is the whole network here, for whom a word of the other organisation is no leak. `everywhere`: roles that
    are answered for both organisations where others are for their own alone.
    """

    name: str = ""
    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY
    arguments: Callable[[Half], Mapping[str, Any]] = lambda half: {}
    sends: Callable[[Half], Mapping[str, Any]] = lambda half: {}
    shared: bool = True
    sees_both: frozenset[str] = NOBODY
    everywhere: frozenset[str] = NOBODY

    def address(self, target: Half) -> str:
        return reverse(self.name, kwargs=dict(self.arguments(target)))

    def data(self, target: Half) -> Mapping[str, Any]:
        return self.sends(target)


def _editor_rows() -> dict[str, Row]:
    """The configuration in the editor: the administrator's alone, and nothing there is deleted but statements."""
    rows = {}
    for viewset in (*WorkforceGroup.items, *CaseGroup.items):
        model, prefix = viewset.model, viewset.name
        of_one = {"arguments": _key_of(model), "sees_both": ADMINISTRATOR}
        for screen in ("index", "index_results"):
            rows[f"{prefix}:{screen}"] = Row(get=ADMINISTRATOR, sees_both=ADMINISTRATOR)
        rows[f"{prefix}:add"] = Row(get=ADMINISTRATOR, post=ADMINISTRATOR, sees_both=ADMINISTRATOR)
        rows[f"{prefix}:edit"] = Row(get=ADMINISTRATOR, post=ADMINISTRATOR, **of_one)
        for screen in ("history", "history_results", "usage"):
            rows[f"{prefix}:{screen}"] = Row(get=ADMINISTRATOR, **of_one)
        may_go = (
            ADMINISTRATOR if model in (*STATEMENTS, *REMOVABLE, HostAgreement, LoadedWording, LocalName) else NOBODY
        )
        rows[f"{prefix}:delete"] = Row(get=may_go, post=may_go, **of_one)
        if viewset.copy_view_enabled:
            rows[f"{prefix}:copy"] = Row(get=ADMINISTRATOR, post=ADMINISTRATOR, **of_one)
    return rows


def _snippet_rows(prefix: str, editors: frozenset[str], named: frozenset[str] = frozenset()) -> dict[str, Row]:
    """Lists that editors keep: sources and subject headings; they are the network's, and nobody deletes one.

    `named`: who sees the logins among whom the form offers an owner; they are those who write modules.
    """
    rows = {}
    for screen in ("list", "list_results"):
        rows[f"{prefix}:{screen}"] = Row(get=editors)
    rows[f"{prefix}:add"] = Row(get=editors, post=editors, sees_both=named)
    of_one: dict[str, Any] = {"arguments": lambda half: {"pk": half.keys[prefix]}}
    for screen in ("edit", "copy"):
        rows[f"{prefix}:{screen}"] = Row(get=editors, post=editors, sees_both=named, **of_one)
    for screen in ("history", "history_results", "usage"):
        rows[f"{prefix}:{screen}"] = Row(get=editors, **of_one)
    rows[f"{prefix}:delete"] = Row(**of_one)
    return rows


def _key_of(model: type[Model]) -> Callable[[Half], Mapping[str, Any]]:
    return lambda half: {"pk": half.keys[model.__name__]}


def _of_case(half: Half) -> Mapping[str, Any]:
    """The one that the learner brought and that waits for its first check."""
    return {"uuid": half.case.uuid}


def _of_round(half: Half) -> Mapping[str, Any]:
    """The one that is in a round: the learner brought it, the facilitator leads, the trainer is invited."""
    return {"uuid": half.consulted.uuid}


def _of_hiding(half: Half) -> Mapping[str, Any]:
    return {"uuid": half.case.uuid, "move": "hide"}


def _of_alert(half: Half) -> Mapping[str, Any]:
    return {"uuid": half.alert.uuid}


def _of_certificate(half: Half) -> Mapping[str, Any]:
    return {"uuid": half.certificate.uuid}


def _of_block(kind: str) -> Mapping[str, Any]:
    """The first block of this kind in the module."""
    version = Module.objects.get(slug=MODULE).current_version
    assert version is not None
    return {
        "module": MODULE,
        "block": next(f.block["id"] for f in every_block(version.body) if f.block["type"] == kind),
    }


def _of_film(half: Half) -> Mapping[str, Any]:
    film = next(one for one in Document.objects.all() if one.filename.endswith(".mp4"))
    return {"document": film.pk, "name": film.filename}


def _of_picture(half: Half) -> Mapping[str, Any]:
    size = Rendition.objects.first() or size_of(Image.objects.create(title="Hands", file=get_test_image_file()))
    return {"name": PurePath(size.file.name).name}


def _of_organisation(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug}


def _of_waiting(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug, "post": half.keys["waiting"]}


def _pair(half: Half) -> Mapping[str, Any]:
    return {"pair": f"{half.colleague.pk}-{half.keys['twin']}", "said": "two"}


def _of_team(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug, "team": half.team.pk}


def _of_person(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug, "uuid": half.colleague.uuid}


def _of_return(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug, "uuid": half.sent.uuid}


def _of_own(argument: str, kind: str) -> Callable[[Half], Mapping[str, Any]]:
    """One row that the organisation itself said."""
    return lambda half: {"organisation": half.organisation.slug, argument: half.keys[kind]}


def _of_equivalence(half: Half) -> Mapping[str, Any]:
    return {"equivalence": half.keys["Equivalence"]}


def _of_past_file(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug, "uuid": half.past.uuid}


def _of_past_row(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug, "row": half.keys["past_row"]}


def _of_receipt(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug, "uuid": half.receipt.uuid}


def _of_download(half: Half) -> Mapping[str, Any]:
    return {"organisation": half.organisation.slug, "uuid": half.download.uuid}


def _of_session(half: Half) -> Mapping[str, Any]:
    return {"uuid": half.session.uuid}


def _of_booking(half: Half) -> Mapping[str, Any]:
    return {"uuid": half.session.uuid, "booking": half.session.bookings.get(person=half.colleague).pk}


def _of_follow_up(half: Half) -> Mapping[str, Any]:
    return {"token": token_of(half.corroboration.follow_up)}


def _of_witness(half: Half) -> Mapping[str, Any]:
    return {"token": witness_token_of(half.corroboration)}


def _of_digest(half: Half) -> Mapping[str, Any]:
    return {"token": digest_token(Digest.objects.get(pk=half.keys["Digest"]).uuid)}


def _of_mail(half: Half) -> Mapping[str, Any]:
    return {"message": half.keys["Message"]}


def _of_attendance(half: Half) -> Mapping[str, Any]:
    return {"uuid": half.session.uuid, "attendance": half.session.attendances.get().pk}


def _of_module(**more: Any) -> Callable[[Half], Mapping[str, Any]]:
    return lambda half: {"module": MODULE, **more}


def _of_page(**more: Any) -> Callable[[Half], Mapping[str, Any]]:
    """The module's page, for the editor's screens about it."""
    return lambda half: {"page_id": half.keys["ModulePage"], **more}


_AGREED: dict[str, Any] = {
    "arguments": _of_organisation,
    "shared": False,
    "sees_both": ADMINISTRATOR,
    "everywhere": ADMINISTRATOR,
}
_FIXED = (
    "about",
    "about_leaving",
    "accessibility",
    "privacy",
    "complaints",
    "support",
    "search",
    "catalogue",
    "case_library",
)
_ROWS: dict[str, Row] = {name: Row(get=EVERYBODY) for name in _FIXED} | {
    "overview": Row(get=EVERYBODY, arguments=_of_module()),
    # The programme in public: levels, what is asked of each kind of post, and the terms by which things are found.
    "news_feed": Row(get=EVERYBODY),
    "pathways": Row(get=EVERYBODY),
    "pathway": Row(get=EVERYBODY, arguments=lambda half: {"level": 1}),
    "roles": Row(get=EVERYBODY),
    "role": Row(get=EVERYBODY, arguments=lambda half: {"role_group": "leaders"}),
    "subjects": Row(get=EVERYBODY, arguments=lambda half: {"list_": "strand"}),
    "subject": Row(get=EVERYBODY, arguments=lambda half: {"list_": "strand", "slug": "data"}),
    "case": Row(get=EVERYBODY, arguments=lambda half: {"slug": CASE}),
    "case_about_me": Row(get=EVERYBODY, post=EVERYBODY),
    "hidden_case": Row(get=IG, post=IG, arguments=lambda half: {"uuid": half.hiding.uuid}, sees_both=IG),
    "case_report": Row(get=IG, post=IG, arguments=lambda half: {"uuid": half.case_report.uuid}, sees_both=IG),
    "case_inside": Row(get=SIGNED_IN, arguments=lambda half: {"case": LearningCasePage.objects.get(slug=CASE).pk}),
    "design": Row(get=STAFF),
    # One's own learning: the address names the module alone, so nobody can ask for somebody else's.
    "my_learning": Row(get=SIGNED_IN),
    "my_record": Row(get=SIGNED_IN),
    "my_record_export": Row(get=SIGNED_IN),
    # A mail to one learner: nobody else's, whatever their role.
    "my_mail": Row(get=frozenset({LEARNER}), arguments=_of_mail, shared=False),
    "my_mail_as_sent": Row(get=frozenset({LEARNER}), arguments=_of_mail, shared=False),
    "outbox": Row(get=ADMINISTRATOR, sees_both=ADMINISTRATOR),
    "outbox_again": Row(post=ADMINISTRATOR, arguments=_of_mail),
    "player": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=_of_module()),
    "player_section": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=_of_module(section=1)),
    "player_route": Row(post=SIGNED_IN, arguments=_of_module(section=5)),
    "player_pause": Row(post=SIGNED_IN, arguments=_of_module()),
    "player_answer": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=lambda half: _of_block("question")),
    "player_reflect": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=lambda half: _of_block("reflection")),
    "player_share": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=lambda half: _of_block("reflection")),
    # A film of the module has captions; a question has none.
    "player_captions": Row(arguments=lambda half: _of_block("question")),
    "player_sheet": Row(get=SIGNED_IN, arguments=_of_module(sheet="job-aid")),
    "shared_reflections": Row(get=TRAINER, arguments=_of_module()),
    # A form's own fields, drawn as a map for whoever writes or reviews modules.
    "scenario_map": Row(post=TRAINER | ADMINISTRATOR | {Role.IG_LEAD.value, Role.LIVED_EXPERIENCE.value}),
    "film": Row(get=SIGNED_IN, arguments=_of_film),
    # Public pages show pictures too.
    "picture": Row(get=EVERYBODY, arguments=_of_picture),
    "player_rate": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=lambda half: _of_block("confidence")),
    "device_keys": Row(post=SIGNED_IN),
    "concern_section": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=_of_module(section=1)),
    "concern_case": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=lambda half: {"slug": CASE}),
    "concerns": Row(get=TRAINER | ADMINISTRATOR),
    "my_concerns": Row(get=SIGNED_IN),
    "finish": Row(get=SIGNED_IN, arguments=_of_module()),
    # Signed links: whoever holds one opens what it was made for, signed in or not.
    "practice": Row(get=EVERYBODY, post=EVERYBODY, arguments=_of_follow_up, sends=lambda half: {"applied": "yes"}),
    "practice_manager": Row(post=EVERYBODY, arguments=_of_follow_up),
    "practice_witness": Row(get=EVERYBODY, post=EVERYBODY, arguments=_of_witness, sees_both=EVERYBODY),
    "why_reminder": Row(get=EVERYBODY, arguments=_of_digest),
    "nudges": Row(get=EVERYBODY, post=EVERYBODY, arguments=lambda half: {"token": nudge_token("someone@example.org")}),
    # Live sessions: what, when and where is public; names are theirs alone who run the session.
    "live_sessions": Row(get=EVERYBODY, sees_both=EVERYBODY),
    "session_new": Row(get=RUN_SESSIONS, post=RUN_SESSIONS, sees_both=RUN_SESSIONS),
    "live_session": Row(get=EVERYBODY, arguments=_of_session, sees_both=EVERYBODY),
    "session_place": Row(post=SIGNED_IN, arguments=_of_session),
    "session_employer": Row(post=SIGNED_IN, arguments=_of_session, shared=False),
    "session_here": Row(post=SIGNED_IN, arguments=_of_session, sees_both=SIGNED_IN),
    "session_calendar": Row(get=SIGNED_IN, arguments=_of_session, shared=False),
    "session_change": Row(
        get=TRAINER | ADMINISTRATOR,
        post=TRAINER | ADMINISTRATOR,
        arguments=_of_session,
        shared=False,
        sees_both=ADMINISTRATOR,
        everywhere=ADMINISTRATOR,
    ),
    "session_cancel": Row(
        get=TRAINER | ADMINISTRATOR,
        post=TRAINER | ADMINISTRATOR,
        arguments=_of_session,
        shared=False,
        sees_both=ADMINISTRATOR,
        everywhere=ADMINISTRATOR,
    ),
    "session_register": Row(get=TRAINER, arguments=_of_session, shared=False),
    "session_tap": Row(post=TRAINER, arguments=_of_booking, sends=lambda half: {"there": "yes"}, shared=False),
    "session_add": Row(post=TRAINER, arguments=_of_session, shared=False),
    "session_close": Row(post=TRAINER, arguments=_of_session, shared=False),
    "session_mistake": Row(get=TRAINER, post=TRAINER, arguments=_of_attendance, shared=False),
    # Names of people are their own HR lead's alone, and of a team its manager's as well.
    "coverage_home": Row(get=HR | MANAGER),
    "coverage": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_csv": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_xlsx": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_trend": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_trend_csv": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_trend_xlsx": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_downloads": Row(get=HR, post=HR, arguments=_of_organisation, shared=False),
    "coverage_download": Row(get=HR, arguments=_of_download, shared=False),
    "coverage_download_file": Row(get=HR, arguments=_of_download, shared=False),
    "coverage_people": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_reminders": Row(
        get=HR | ADMINISTRATOR,
        post=HR | ADMINISTRATOR,
        sends=lambda half: {"weekday": "1", "leaders": "never"},
        **_AGREED,
    ),
    "coverage_due": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_error_report": Row(get=HR | MANAGER, post=HR | MANAGER, arguments=_of_person, shared=False),
    "coverage_error_reports": Row(
        get=HR | MANAGER,
        post=HR,
        arguments=_of_organisation,
        sends=lambda half: {"report": half.report.uuid},
        shared=False,
    ),
    "my_record_report": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=_of_organisation, shared=False),
    "coverage_teams": Row(get=HR, arguments=_of_organisation, shared=False),
    "coverage_team": Row(get=HR | MANAGER, arguments=_of_team, shared=False),
    "coverage_team_people": Row(get=HR | MANAGER, arguments=_of_team, shared=False),
    "coverage_person": Row(get=HR | MANAGER, arguments=_of_person, shared=False),
    # What a partner agreed is its HR lead's and the administrator's to write down; the rest of the desk its HR lead's.
    "workforce_home": Row(get=HR | ADMINISTRATOR, sees_both=ADMINISTRATOR),
    # What comes in from a partner's records and goes back to them is its HR leads' alone.
    "learning_records": Row(get=HR, arguments=_of_organisation, shared=False),
    "past_file_new": Row(get=HR, post=HR, arguments=_of_organisation, shared=False),
    "past_file": Row(get=HR, arguments=_of_past_file, shared=False),
    "past_file_columns": Row(get=HR, post=HR, arguments=_of_past_file, shared=False),
    "past_file_progress": Row(get=HR, arguments=_of_past_file, shared=False),
    "past_file_record": Row(post=HR, arguments=_of_past_file, shared=False),
    "past_file_discard": Row(post=HR, arguments=_of_past_file, shared=False),
    "past_file_undo": Row(get=HR, post=HR, arguments=_of_past_file, shared=False),
    "past_waiting": Row(get=HR, arguments=_of_organisation, shared=False),
    "past_row": Row(get=HR, post=HR, arguments=_of_past_row, sends=lambda half: {"aside": "1"}, shared=False),
    "completion_download": Row(post=HR, arguments=_of_organisation, shared=False),
    "download_receipt": Row(get=HR, arguments=_of_receipt, shared=False),
    "download_file": Row(get=HR, arguments=_of_receipt, shared=False),
    "download_layout": Row(get=HR, post=HR, arguments=_of_organisation, shared=False),
    "module_codes": Row(get=HR, post=HR, arguments=_of_organisation, shared=False),
    "workforce": Row(get=HR, arguments=_of_organisation, shared=False),
    "workforce_agreement": Row(get=HR | ADMINISTRATOR, **_AGREED),
    "workforce_agreement_new": Row(get=HR | ADMINISTRATOR, post=HR | ADMINISTRATOR, **_AGREED),
    "workforce_agreement_change": Row(get=HR | ADMINISTRATOR, post=HR | ADMINISTRATOR, **_AGREED),
    "workforce_grade": Row(get=HR, post=HR, arguments=_of_organisation, shared=False),
    "workforce_returns": Row(get=HR, arguments=_of_organisation, shared=False),
    "workforce_return_new": Row(get=HR, post=HR, arguments=_of_organisation, shared=False),
    "workforce_return": Row(get=HR, arguments=_of_return, shared=False),
    "workforce_return_columns": Row(get=HR, post=HR, arguments=_of_return, shared=False),
    "workforce_return_titles": Row(get=HR, post=HR, arguments=_of_return, shared=False),
    "workforce_return_progress": Row(get=HR, arguments=_of_return, shared=False),
    "workforce_return_problems": Row(get=HR, arguments=_of_return, shared=False),
    "workforce_return_mend": Row(post=HR, arguments=_of_return, shared=False),
    "workforce_return_compare": Row(post=HR, arguments=_of_return, shared=False),
    "workforce_return_commit": Row(post=HR, arguments=_of_return, shared=False),
    "workforce_return_undo": Row(get=HR, post=HR, arguments=_of_return, shared=False),
    "workforce_return_discard": Row(post=HR, arguments=_of_return, shared=False),
    "workforce_headcounts": Row(get=HR, post=HR, arguments=_of_organisation, shared=False),
    "workforce_people": Row(get=HR, arguments=_of_organisation, shared=False),
    "workforce_person_new": Row(get=HR, post=HR, arguments=_of_organisation, shared=False),
    "workforce_person_move": Row(get=HR, post=HR, arguments=_of_person, shared=False),
    "workforce_person_end": Row(get=HR, post=HR, arguments=_of_person, shared=False),
    "workforce_person_away": Row(get=HR, post=HR, arguments=_of_person, shared=False),
    "workforce_person_correct": Row(get=HR, post=HR, arguments=_of_person, shared=False),
    "workforce_waiting": Row(get=HR, arguments=_of_organisation, shared=False),
    "workforce_waiting_confirm": Row(get=HR, post=HR, arguments=_of_waiting, shared=False),
    "workforce_waiting_decline": Row(get=HR, post=HR, arguments=_of_waiting, shared=False),
    "workforce_codes": Row(get=HR, arguments=_of_organisation, shared=False),
    "workforce_codes_print": Row(
        post=HR, arguments=_of_organisation, sends=lambda half: {"person": half.colleague.pk}, shared=False
    ),
    "workforce_code_withdraw": Row(
        post=HR,
        arguments=lambda half: {"organisation": half.organisation.slug, "code": half.keys["ClaimCode"]},
        shared=False,
    ),
    "workforce_duplicates": Row(get=HR, post=HR, arguments=_of_organisation, sends=_pair, shared=False),
    # Over all employers: whose rows are one human being is the administrator's to say, or the person's own.
    "duplicates": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, sends=_pair, sees_both=ADMINISTRATOR),
    "duplicates_apart": Row(arguments=lambda half: {"person": half.colleague.pk}),
    "own_row": Row(arguments=lambda half: {"uuid": half.colleague.uuid}),
    "own_row_apart": Row(arguments=lambda half: {"uuid": half.colleague.uuid}),
    # The case desk: what one brought, and what waits for one's word; each case for those who read it where it is.
    "case_desk": Row(get=SIGNED_IN, sees_both=IG),
    "case_bring": Row(get=SIGNED_IN, post=SIGNED_IN),
    "case_brought": Row(get=CASE_READERS, arguments=_of_case, shared=False),
    "case_check": Row(get=FIRST_CHECK, post=FIRST_CHECK, arguments=_of_case, shared=False),
    "case_mend": Row(arguments=_of_case),
    # The records of cases are their information-governance lead's; here one held with the network, for every partner.
    "case_records": Row(get=IG, sees_both=IG),
    "case_record": Row(get=IG, post=IG, arguments=_of_case, shared=False, everywhere=IG, sees_both=IG),
    "case_export": Row(post=IG, arguments=_of_case, shared=False, everywhere=IG, sees_both=IG),
    # No case of the sweep waits for a round with live proceedings: nobody is asked.
    "case_agreement": Row(arguments=_of_case),
    # None waits for a round: there is nothing to arrange.
    "case_schedule": Row(arguments=_of_case),
    "case_round": Row(
        get=IN_THE_ROUND,
        post=IN_THE_ROUND,
        arguments=_of_round,
        sends=lambda half: {"do": "told"},
        shared=False,
    ),
    "case_round_said": Row(get=IN_THE_ROUND, arguments=_of_round, shared=False),
    # A round in writing has no file for a calendar.
    "case_round_calendar": Row(arguments=_of_round),
    "case_answers": Row(get=AUTHOR, post=AUTHOR, arguments=lambda half: {"uuid": half.recommended.uuid}, shared=False),
    "case_follow_up": Row(get=AUTHOR, post=AUTHOR, arguments=lambda half: {"uuid": half.answered.uuid}, shared=False),
    "case_note": Row(get=AUTHOR, arguments=lambda half: {"uuid": half.answered.uuid}, shared=False),
    # The way of a learning case: the learner brought it, and it is read by those of both halves whose work that is.
    "case_nominate": Row(
        get=AUTHOR | COORDINATOR,
        post=AUTHOR | COORDINATOR,
        arguments=lambda half: {"uuid": half.closed.uuid},
        shared=False,
        everywhere=COORDINATOR,
    ),
    "case_share": Row(
        get=FIRST_CHECK,
        post=FIRST_CHECK,
        arguments=lambda half: {"uuid": half.nominated.case.uuid},
        sends=lambda half: {"go": "agree"},
        shared=False,
    ),
    "learning_draft": Row(
        get=DRAFT_READERS | AUTHOR,
        post=DRAFT_READERS | AUTHOR,
        arguments=lambda half: {"uuid": half.read.uuid},
        sends=lambda half: {"go": "return"},
        shared=False,
        everywhere=DRAFT_READERS,
    ),
    "case_risk": Row(get=CASE_READERS, post=CASE_READERS, arguments=_of_case, shared=False),
    "case_step": Row(get=CASE_READERS | IG, post=CASE_READERS | IG, arguments=_of_hiding, shared=False, everywhere=IG),
    "case_alert": Row(get=FIRST_CHECK, post=FIRST_CHECK, arguments=_of_alert, shared=False),
    # The way in: every address gets the same answer, and a link that is none says so.
    "join": Row(get=EVERYBODY, post=EVERYBODY),
    "join_not_mine": Row(get=EVERYBODY),
    "join_sent": Row(get=EVERYBODY),
    "join_link": Row(get=EVERYBODY, post=EVERYBODY, arguments=lambda half: {"token": "none"}),
    "join_confirm": Row(get=SIGNED_IN, post=SIGNED_IN),
    "own_post": Row(get=SIGNED_IN, post=SIGNED_IN, sees_both=SIGNED_IN),  # every partner is there to choose
    "own_post_take_back": Row(
        post=frozenset({LEARNER}), arguments=lambda half: {"post": half.keys["waiting"]}, shared=False
    ),
    # What is asked: the network's by administrators, an organisation's own additions by its HR leads.
    "requirements_home": Row(get=HR | ADMINISTRATOR),
    "network_what_is_asked": Row(get=ADMINISTRATOR),
    "network_ask_more": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, sees_both=ADMINISTRATOR),
    "network_stop_asking": Row(
        get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=lambda half: {"requirement": half.keys["network"]}
    ),
    "level_of_group": Row(
        get=ADMINISTRATOR,
        post=ADMINISTRATOR,
        arguments=lambda half: {"role_group": half.employment.role_group.slug},
    ),
    "what_is_asked": Row(get=HR, arguments=_of_organisation, shared=False),
    "ask_more": Row(get=HR, post=HR, arguments=_of_organisation, shared=False, sees_both=HR),
    "stop_asking": Row(get=HR, post=HR, arguments=_of_own("requirement", "Requirement"), shared=False),
    "exemptions": Row(get=HR, arguments=_of_organisation, shared=False),
    "exemption_end": Row(get=HR, post=HR, arguments=_of_own("exemption", "Exemption"), shared=False),
    "exempt": Row(get=HR, post=HR, arguments=_of_person, shared=False),
    "recognise": Row(get=HR, post=HR, arguments=_of_person, shared=False),
    # The register says which partners signed and accept: every HR lead reads it.
    "equivalences": Row(get=HR | ADMINISTRATOR, sees_both=HR | ADMINISTRATOR),
    "equivalence_new": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, sees_both=ADMINISTRATOR),
    "equivalence": Row(
        get=HR | ADMINISTRATOR, post=HR | ADMINISTRATOR, arguments=_of_equivalence, sees_both=HR | ADMINISTRATOR
    ),
    "equivalence_change": Row(
        get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=_of_equivalence, sees_both=ADMINISTRATOR
    ),
    # A certificate's holder alone; the code on it is for whoever was shown it.
    "certificate": Row(arguments=_of_certificate),
    "certificate_pdf": Row(arguments=_of_certificate),
    "verify": Row(get=EVERYBODY, arguments=lambda half: {"code": half.certificate.public_code}, sees_both=EVERYBODY),
    "verify_form": Row(get=EVERYBODY),
}
# The editor's own screens about a module: figures and drafts, never a person but those who work in the editor.
_MODULE_ROWS: dict[str, Row] = {
    "module_checks": Row(get=AUTHORS, arguments=_of_page()),
    "module_impact": Row(get=AUTHORS, arguments=_of_page(), sees_both=AUTHORS),  # partners by name, protected
    "module_learners": Row(get=AUTHORS, arguments=_of_page()),
    "module_preview": Row(get=AUTHORS, arguments=_of_page(mode="sections")),
    "module_review": Row(get=AUTHORS, sees_both=AUTHORS, arguments=lambda half: {"state_id": half.keys["ReviewState"]}),
    "retire_module": Row(
        get=ADMINISTRATOR, post=ADMINISTRATOR, sees_both=ADMINISTRATOR, arguments=_of_page()
    ),  # what replaces it: any module of the catalogue
    "sources_due": Row(get=AUTHORS),
    "start_module": Row(get=AUTHORS, post=AUTHORS, sees_both=AUTHORS),  # drafts of every author
}
EXPECTED: dict[str, Row] = {
    name: replace(row, name=name)
    for name, row in (
        _ROWS
        | _MODULE_ROWS
        | _editor_rows()
        | _snippet_rows("wagtailsnippets_modules_source", AUTHORS, named=AUTHORS)
        | _snippet_rows("wagtailsnippets_modules_subjectheading", ADMINISTRATOR)
    ).items()
}
