"""The whole loop as people meet it: publish → learn → certificate → coverage, in Chromium on a phone and on a desk."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
from playwright.sync_api import Locator, Page

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, assert_accessible_everywhere, sign_in

SAM = "sam.oyelaran@police.example"
LEAD = "dilys.marchbank@police.example"
ADMINISTRATOR = "peregrine.iwu@network.example"
ORGANISATION = "midshire-police"
GROUP = "Frontline, direct work"
SLUG = "looking-after-yourself-and-team"
TITLE = "Looking after yourself and your team: secondary trauma"
NEW_TITLE = "Another title altogether"

TRUTH = """
import json
from learning.modules.models import ModuleVersion
from learning.records.body import every_block
version = ModuleVersion.objects.filter(module__slug={slug!r}).latest("pk")
questions = {{
    found.block["value"]["question"]: [
        [option["value"]["text"], option["value"]["correct"]] for option in found.block["value"]["options"]
    ]
    for found in every_block(version.body) if found.block["type"] == "question"
}}
print(json.dumps({{"questions": questions, "sections": [section["value"]["title"] for section in version.body]}}))
"""
KEPT = """
import json
from learning.certificates.models import Certificate
from learning.records.models import Completion, CompletionOrganisation
of = Completion.objects.filter(module__slug={slug!r}, person__user__email={email!r})
counted = CompletionOrganisation.objects.filter(completion__in=of)
certificates = Certificate.objects.filter(completion__in=of)
print(json.dumps([list(of.values()), list(counted.values()), list(certificates.values())], default=str))
"""


@dataclass(frozen=True)
class Truth:
    """What a module's latest version asks, read from the database: the browser learns it only by answering."""

    questions: dict[str, list[tuple[str, bool]]]
    sections: list[str]

    def right(self, question: str) -> list[str]:
        return [text for text, correct in self.questions[question] if correct]

    def wrong(self, question: str) -> list[str]:
        return [next(text for text, correct in self.questions[question] if not correct)]


def truth_of(server: Server, slug: str) -> Truth:
    read = json.loads(server.manage("shell", "--no-imports", "-c", TRUTH.format(slug=slug)))
    questions = {asked: [(text, correct) for text, correct in options] for asked, options in read["questions"].items()}
    return Truth(questions, read["sections"])


def kept(server: Server, slug: str, email: str) -> list[list[dict[str, object]]]:
    """The rows of the completion, whom it counts for, and the certificate: as the database holds them."""
    rows: list[list[dict[str, object]]] = json.loads(
        server.manage("shell", "--no-imports", "-c", KEPT.format(slug=slug, email=email))
    )
    return rows


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def section_number(page: Page) -> int:
    return int(path_of(page).rstrip("/").rpartition("/")[2])


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the one visible button or link of that name, and wait for the page that comes."""
    main = page.locator("main")
    found = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
    # What waits to be saved is sent first, so the next page may be asked for a moment after the click.
    with page.expect_navigation(wait_until="networkidle"):
        found.locator("visible=true").first.click()


def go_on(page: Page) -> None:
    """Next, or Finish on the last section: the button at the foot."""
    with page.expect_navigation(wait_until="networkidle"):
        page.locator("#bar").get_by_role("button").or_(page.locator("#bar a.button")).last.click()


def answer(page: Page, question: Locator, choose: Callable[[str], list[str]]) -> Locator:
    """Choose and send one open question or quick check; the answered block."""
    anchor = question.get_attribute("id")
    asked = question.locator("legend").inner_text()
    for text in choose(asked):
        question.locator(".choice", has_text=text).first.click()
    question.locator("button[type=submit]").click()
    answered = page.locator(f"#{anchor}:has(.answers)")
    answered.wait_for()
    page.wait_for_load_state("networkidle")
    return answered


QUESTION = "This is my answer"
CHECK = "See the reasons"


def first_of(page: Page) -> Callable[[str], list[str]]:
    """Whatever stands first, for quick checks: they are for trying."""

    def choose(asked: str) -> list[str]:
        form = page.locator(".check", has=page.locator("form")).filter(has_text=asked).first
        return [form.locator(".choice span").first.inner_text()]

    return choose


def answer_checks(page: Page) -> None:
    while page.locator(f"button:has-text('{CHECK}')").count():
        answer(page, page.locator(f".check:has(button:has-text('{CHECK}'))").first, first_of(page))


def walk_scenarios(page: Page) -> None:
    """Always the first choice, to whatever ending it leads."""
    while page.locator("button:has-text('See what happens')").count():
        before = page.locator("[data-state=done]").count()
        page.locator("li[data-state=now] .choice").first.click()
        page.get_by_role("button", name="See what happens").click()
        page.locator("[data-state=done]").nth(before).wait_for()
        page.wait_for_load_state("networkidle")


def reflections(page: Page) -> Locator:
    """What is asked for; a note on a linked case looks alike, and nobody is asked for it."""
    return page.locator(".reflect").filter(has=page.get_by_label("I reflected on paper or with my supervisor"))


def reflect_on_paper(page: Page) -> None:
    for form in reflections(page).all():
        form.get_by_label("I reflected on paper or with my supervisor").check()
        form.get_by_role("button", name="Save for myself").click()
        page.wait_for_load_state("networkidle")


def our_cell(lead: Page) -> Locator:
    row = lead.locator("table.cover tr", has=lead.locator(f"th a[href$='module={SLUG}']"))
    return row.locator(f'td[data-label="{GROUP}"] a.cell')


def coverage_on_screen(lead: Page) -> tuple[int, int]:
    """Who is current, and of how many: the cell of this module and role group, as the HR lead reads it."""
    lead.goto(f"/coverage/{ORGANISATION}/")
    words = our_cell(lead).locator("span").first.inner_text()
    found = re.search(r"(\d+)\D+of (\d+)", words)
    assert found, words
    return int(found[1]), int(found[2])


def of_our_cell(rows: list[dict[str, object]]) -> dict[str, object]:
    found = [row for row in rows if row["staff_group"] == GROUP and row["module_name"] in {TITLE, NEW_TITLE}]
    assert len(found) == 1
    return found[0]


def coverage_in_file(lead: Page) -> tuple[int, int]:
    lead.goto(f"/coverage/{ORGANISATION}/")
    with lead.expect_download() as caught:
        lead.get_by_role("link", name="Coverage by role group and module").click()
    text = Path(caught.value.path()).read_text(encoding="utf-8-sig")
    row = of_our_cell(list(csv.DictReader(io.StringIO(text))))
    return int(str(row["completed_count"])), int(str(row["eligible_count"]))


def coverage_by_command(server: Server) -> tuple[int, int]:
    told = json.loads(server.manage("coverage", "--organisation", ORGANISATION, "--format", "json"))
    row = of_our_cell(told["rows"])
    return int(str(row["completed_count"])), int(str(row["eligible_count"]))


def everywhere_coverage_says(lead: Page, server: Server) -> tuple[int, int]:
    """The same figure from the screen, the CSV and the command."""
    told = {coverage_on_screen(lead), coverage_in_file(lead), coverage_by_command(server)}
    assert len(told) == 1, told
    return told.pop()


def test_a_frontline_worker_learns_and_the_hr_lead_counts_one_more(open_page: OpenPage, server: Server, tmp_path: Path):
    truth = truth_of(server, SLUG)
    lead = open_page(DESK)
    sign_in(lead, server, LEAD)
    before = everywhere_coverage_says(lead, server)

    # Signs in on a phone and opens what is asked.
    phone = open_page(PHONE)
    sign_in(phone, server, SAM)
    assert path_of(phone) == "/my-learning/"
    assert_accessible_everywhere(phone)
    asked = phone.locator("section:has(#asked) li", has_text=TITLE).first
    assert "not yet" in asked.inner_text()
    asked.get_by_role("link", name=TITLE).click()
    phone.wait_for_url(f"**/catalogue/{SLUG}/")
    assert_accessible_everywhere(phone)
    press(phone, "Start the module")
    assert section_number(phone) == 1
    assert heading(phone) == truth.sections[0]

    # The first section: how sure, a quick check; then on.
    phone.locator(".scale label", has_text="A little").first.click()
    phone.get_by_role("button", name="Save my answer").click()
    phone.locator("[data-saved]:not(#waiting)").first.wait_for()
    answer_checks(phone)
    assert_accessible_everywhere(phone)
    go_on(phone)

    # Pauses in the second, and comes back to it.
    assert section_number(phone) == 2
    assert "Before you read this" in phone.locator("main").inner_text()
    assert_accessible_everywhere(phone)
    press(phone, "Pause here")
    assert path_of(phone) == "/my-learning/"
    assert truth.sections[1] in phone.locator("main .card.lead").inner_text()
    press(phone, re.compile("^Carry on"))
    assert section_number(phone) == 2

    # A phone number in a reflection is refused kindly, and not a word is lost.
    reflection = reflections(phone)
    words = "After the hard call I rang the family on 07700 900123.\nNext time I take ten minutes first."
    reflection.locator("textarea").fill(words)
    reflection.get_by_role("button", name="Save for myself").click()
    phone.locator(".asked").wait_for()
    assert "Not saved yet" in reflection.locator(".error").first.inner_text()
    assert phone.locator(".asked mark").inner_text() == "07700 900123"
    assert reflection.locator("textarea").input_value() == words
    assert_accessible_everywhere(phone)
    reflection.get_by_role("button", name="Save for myself").click()
    reflection.locator("[data-saved]").wait_for()
    saved = reflection.locator("textarea").input_value()
    assert "07700" not in saved
    assert saved.endswith("Next time I take ten minutes first.")
    go_on(phone)
    assert section_number(phone) == 3
    go_on(phone)

    # Interrupted in the fourth: the browser is closed, and another one carries on where the last answer was given.
    assert section_number(phone) == 4
    answer_checks(phone)
    stopped = heading(phone)
    phone.context.close()
    phone = open_page(PHONE)
    sign_in(phone, server, SAM)
    assert f"You stopped at “{stopped}”" in phone.locator("main .card.lead").inner_text()
    press(phone, re.compile("^Carry on"))
    assert (section_number(phone), heading(phone)) == (4, stopped)
    assert phone.locator(".check .answers").count() == 1
    go_on(phone)
    go_on(phone)

    # A scenario to its end; one step back on the way.
    assert section_number(phone) == 6
    phone.locator("li[data-state=now] .choice").first.click()
    phone.get_by_role("button", name="See what happens").click()
    phone.locator(".said").wait_for()
    assert_accessible_everywhere(phone)
    phone.get_by_role("button", name="Go back one step").click()
    phone.locator(".said").wait_for(state="detached")
    walk_scenarios(phone)
    assert "An ending" in phone.locator("[data-state=done]").last.inner_text()
    assert_accessible_everywhere(phone)
    go_on(phone)

    # The last section: on paper, and five questions, the first of them wrongly.
    assert section_number(phone) == 7
    go_on(phone)
    assert "this is still open" in phone.locator("#outcome").inner_text()
    assert_accessible_everywhere(phone)
    reflect_on_paper(phone)
    open_question = f".check:has(button:has-text('{QUESTION}'))"
    assert phone.locator(open_question).count() == len(truth.questions) == 5
    answered = answer(phone, phone.locator(open_question).first, truth.wrong)
    assert "Not quite." in answered.inner_text()
    assert "The reason" in answered.inner_text()
    assert len(answered.locator(".said").inner_text()) > 60
    assert_accessible_everywhere(phone)
    while phone.locator(open_question).count():
        assert coverage_by_command(server) == before
        answered = answer(phone, phone.locator(open_question).first, truth.right)
        assert "Yes, that is it." in answered.inner_text()
    assert "You have finished" in phone.locator("#outcome").inner_text()
    assert_accessible_everywhere(phone)
    go_on(phone)
    assert path_of(phone) == f"/learn/{SLUG}/finished/"
    assert "It counts towards what Midshire Police asks of you" in phone.locator("main").inner_text()
    assert_accessible_everywhere(phone)

    # The certificate: one page that says who and what.
    press(phone, "Get your certificate")
    assert_accessible_everywhere(phone)
    certificate_address = phone.url
    with phone.expect_download() as caught:
        phone.get_by_role("link", name="Download as PDF").click()
    pdf = tmp_path / "certificate.pdf"
    caught.value.save_as(pdf)
    look_at(pdf)
    check_address = phone.get_by_role("link", name="The page that they see").get_attribute("href")
    assert check_address

    # Anybody may check it, without an account.
    anybody = open_page(PHONE)
    anybody.goto(check_address)
    assert heading(anybody) == "This certificate is valid"
    assert TITLE in anybody.locator("main").inner_text()
    assert_accessible_everywhere(anybody)

    # The HR lead sees exactly one more, everywhere, and the person behind it.
    after = everywhere_coverage_says(lead, server)
    assert after == (before[0] + 1, before[1])
    assert_accessible_everywhere(lead)
    our_cell(lead).click()
    lead.wait_for_url("**/people/**")
    assert_accessible_everywhere(lead)
    lead.goto(f"/coverage/{ORGANISATION}/people/?q=Oyelaran")
    lead.get_by_role("link", name="Sam Oyelaran").first.click()
    lead.wait_for_load_state()
    assert_accessible_everywhere(lead)
    for secret in ("07700", "ten minutes first", "Not quite"):
        assert secret not in lead.locator("main").inner_text()

    the_page_may_change_and_go(open_page, server, phone, lead, certificate_address, check_address, after)


def look_at(pdf: Path) -> None:
    """One landscape A4 page whose text says who finished what, and that is not empty when drawn."""
    with pikepdf.open(pdf) as opened:
        assert len(opened.pages) == 1
        box = opened.pages[0].mediabox
        assert (round(box[2]), round(box[3])) == (842, 595)
    text = " ".join(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split())
    assert "Sam Oyelaran" in text
    assert TITLE in text
    subprocess.run(["pdftoppm", "-png", "-r", "60", "-singlefile", pdf, pdf.with_suffix("")], check=True)
    assert pdf.with_suffix(".png").stat().st_size > 10_000


def test_without_a_script_not_yet_leads_to_another_try_that_passes(open_page: OpenPage, server: Server):
    slug = "what-works-what-we-dont-know"
    truth = truth_of(server, slug)
    page = open_page(PHONE, javascript=False)
    sign_in(page, server, SAM)
    page.goto(f"/learn/{slug}/")
    assert "What finishing takes" in page.locator("main").inner_text()
    press(page, "Start")
    for number in range(1, len(truth.sections)):
        assert (section_number(page), heading(page)) == (number, truth.sections[number - 1])
        answer_checks(page)
        walk_scenarios(page)
        reflect_on_paper(page)
        go_on(page)

    open_question = f".check:has(button:has-text('{QUESTION}'))"
    page.locator(open_question).first.locator("button[type=submit]").click()
    page.wait_for_load_state()
    assert "Choose one first" in page.locator(".check .error").inner_text()
    for choose in (truth.wrong, truth.wrong, truth.right, truth.right, truth.right):
        answer(page, page.locator(open_question).first, choose)
    assert "Not yet enough of them this time" in page.locator("#outcome").inner_text()
    go_on(page)
    assert path_of(page) == f"/learn/{slug}/finished/"
    assert heading(page) == "Not yet, and nothing is lost"
    assert "You got 3 of 5 questions this time; this module asks for 4." in page.locator("main").inner_text()
    assert page.locator("section:has(#reasons) a").count() == 2

    press(page, "Start again")
    page.goto(f"/learn/{slug}/{len(truth.sections)}/")
    assert page.locator(open_question).count() == 5
    for _ in range(5):
        answer(page, page.locator(open_question).first, truth.right)
    go_on(page)
    assert heading(page) == "You have finished, Sam"
    press(page, "Get your certificate")
    assert "Sam Oyelaran" in page.locator("main").inner_text()


def the_page_may_change_and_go(
    open_page: OpenPage,
    server: Server,
    phone: Page,
    lead: Page,
    certificate_address: str,
    check_address: str,
    counted: tuple[int, int],
) -> None:
    """An administrator edits, unpublishes and deletes the module's page: what was finished stands untouched."""
    held = kept(server, SLUG, SAM)
    assert [len(rows) for rows in held] == [1, 1, 1]
    editor = open_page(DESK)
    sign_in(editor, server, ADMINISTRATOR)
    number = server.manage(
        "shell", "--no-imports", "-c",
        f"from learning.modules.models import ModulePage; print(ModulePage.objects.get(module__slug={SLUG!r}).pk)",
    ).strip()  # fmt: skip

    def all_stands() -> None:
        assert kept(server, SLUG, SAM) == held
        assert everywhere_coverage_says(lead, server) == counted
        anybody = open_page(PHONE)
        for page, address, says in (
            (anybody, check_address, "This certificate is valid"),
            (anybody, "/catalogue/", "Catalogue"),
            (anybody, "/cases/", "Learning cases"),
            (phone, certificate_address, "Sam Oyelaran"),
            (phone, f"{certificate_address}certificate.pdf", ""),
            (phone, f"/learn/{SLUG}/finished/", "You have finished"),
            (phone, f"/learn/{SLUG}/7/", "You finished this module"),
            (phone, "/my-learning/", "Asked of you"),
            (phone, "/my-record/", TITLE),
            (phone, "/search/?q=secondary+trauma", "Search"),
        ):
            if address.endswith(".pdf"):
                assert page.request.get(address).body().startswith(b"%PDF")
                continue
            response = page.goto(address)
            assert response, address
            assert response.status == 200, address
            assert says in page.locator("main").inner_text(), address
        assert anybody.goto(f"/catalogue/{SLUG}/").status < 500  # type: ignore[union-attr]
        anybody.context.close()

    editor.goto(f"/cms/pages/{number}/edit/")
    editor.locator("#id_title").fill(NEW_TITLE)
    editor.locator("button[name=action-publish]").dispatch_event("click")
    editor.wait_for_load_state("networkidle")
    anybody = open_page(PHONE)
    anybody.goto(f"/catalogue/{SLUG}/")
    assert heading(anybody) == NEW_TITLE
    all_stands()

    editor.goto(f"/cms/pages/{number}/unpublish/")
    editor.get_by_role("button", name="Yes, unpublish it").click()
    editor.wait_for_load_state("networkidle")
    assert anybody.goto(f"/catalogue/{SLUG}/").status == 404  # type: ignore[union-attr]
    all_stands()

    editor.goto(f"/cms/pages/{number}/delete/")
    editor.get_by_role("button", name=re.compile("Yes, delete it|Delete it anyway")).click()
    editor.wait_for_load_state("networkidle")
    assert editor.goto(f"/cms/pages/{number}/edit/").status == 404  # type: ignore[union-attr]
    all_stands()

    server.until_the_worker_is_done()
    assert "agree" in server.manage("check_statuses")
