"""An author's hands in the page editor: blocks added, files chosen, text pasted, all through Wagtail's own widgets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

# What a program puts on the clipboard: the copy event of a person is answered with it, as Word answers it.
ON_THE_CLIPBOARD = """([html, plain]) => document.addEventListener("copy", (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", plain);
    event.preventDefault();
    event.stopImmediatePropagation();
}, { once: true, capture: true })"""
WRITTEN = """box => [...box.querySelectorAll("[data-block=true]")].map((block) => {
    const kinds = ["h2", "h3", "h4", "li", "blockquote"];
    const list = block.closest("li")?.className.includes("unordered") ? "ul " : block.closest("li") ? "ol " : "";
    return [list + (kinds.find((kind) => block.closest(kind)) ?? "p"), block.innerText.trim()];
})"""


@dataclass(frozen=True)
class Editor:
    """The editor of one module page, open in a browser."""

    page: Page

    def open_section(self, number: int) -> Locator:
        """Section `number`, counted from 0, folded out."""
        section = self.page.locator(f"[data-streamfield-child]:has(> input[name=body-{number}-type])")
        toggle = section.locator("[data-panel-toggle]").first
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.click()
        return section

    def add(self, kind: str, section: int, route: str = "blocks") -> Locator:
        """A new block of this kind at the foot of the section; `route`: `alternative-blocks` for the other one."""
        stream = f"body-{section}-value-{route}"
        count = self.page.locator(f"input[name={stream}-count]")
        number = int(count.input_value())
        place = self.page.locator(f"input[name={stream}-count] + [data-streamfield-stream-container]")
        place.locator(":scope > div > .c-sf-add-button").last.click()
        self.page.get_by_role("option", name=kind, exact=True).click()
        return self.page.locator(f"[data-streamfield-child]:has(> input[name={stream}-{number}-type])")

    def upload(self, block: Locator, button: str, file: Path, title: str, *, too_large: Path | None = None) -> None:
        """A file from the author's own disk, by the chooser's second tab; one that is `too_large` is tried first."""
        block.get_by_role("button", name=button, exact=True).click()
        chooser = self.page.get_by_role("dialog")
        chooser.get_by_role("tab", name="Upload").click()
        field = chooser.locator("input[type=file]")
        if too_large:
            field.set_input_files(too_large)
            assert "This file is larger than 200.0" in str(field.evaluate("field => field.validationMessage"))
            assert field.evaluate("field => field.files.length") == 0
        field.set_input_files(file)
        chooser.get_by_label("Title").fill(title)
        with self.page.expect_response(lambda answer: "/chooser/create/" in answer.url):
            chooser.get_by_role("button", name="Upload").click()
        expect(chooser).to_have_count(0)
        expect(block.get_by_text(title).first).to_be_visible()

    def choose_page(self, block: Locator, button: str, title: str) -> None:
        """A page of the site, found by its title in the chooser."""
        block.get_by_role("button", name=button, exact=True).click()
        chooser = self.page.get_by_role("dialog")
        chooser.get_by_role("textbox", name="Search").fill(title)
        chooser.get_by_role("link", name=title).first.click()
        expect(chooser).to_have_count(0)
        expect(block.get_by_text(title).first).to_be_visible()

    def writes(self, block: Locator) -> Locator:
        """The box for rich text in a block."""
        return block.locator(".Draftail-Editor [contenteditable=true]").first

    def paste(self, box: Locator, html: str, plain: str) -> list[list[str]]:
        """Copied in another program and pasted with Ctrl+V; the kind and the words of each paragraph afterwards."""
        box.click()
        self.page.evaluate(ON_THE_CLIPBOARD, [html, plain])
        self.page.keyboard.press("Control+C")
        self.page.keyboard.press("Control+V")
        expect(box).to_contain_text(plain.splitlines()[-1])
        found: list[list[str]] = box.evaluate(WRITTEN)
        return found

    def save(self) -> None:
        self._go(":has-text('Save draft')")

    def press(self, name: str) -> None:
        """One of the buttons at the foot, some of which stand in a menu; the page that it leads to."""
        self._go(f"[name={name}]")

    def _go(self, button: str) -> None:
        self.page.wait_for_load_state("networkidle")
        with self.page.expect_navigation(wait_until="networkidle"):
            self.page.locator(f"button{button}").dispatch_event("click")
