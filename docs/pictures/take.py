"""Takes the README's pictures from a running demonstration: .venv/bin/python docs/pictures/take.py [ADDRESS].

Start it with `./run demo --fresh` first. Needs Chromium and pdftoppm, as ./run test does. Changes nothing but these
pictures: it signs in as two invented people, looks and downloads.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LEARNER = "sam.oyelaran@police.example"
LEAD = "dilys.marchbank@police.example"
PHONE: ViewportSize = {"width": 360, "height": 760}
DESK: ViewportSize = {"width": 1280, "height": 900}


def manage(*arguments: str) -> str:
    """What a management command says of the demonstration in VAR_DIR (var/ without it)."""
    environment = os.environ | {"DEMO": "1", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def opened(browser: Browser, address: str, viewport: ViewportSize) -> Page:
    """A browser of its own, in the light theme and without motion."""
    context = browser.new_context(
        base_url=address,
        viewport=viewport,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    return context.new_page()


def signed_in(browser: Browser, address: str, email: str, viewport: ViewportSize) -> Page:
    """A page of the site in which this person has signed in."""
    page = opened(browser, address, viewport)
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(manage("demo_sign_ins").splitlines()[0].rpartition(": ")[2])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_load_state()
    code = page.locator("input[name=code]")
    if code.count():
        code.fill(manage("demo_code", email).strip())
        code.press("Enter")
        page.wait_for_load_state()
    return page


def take(browser: Browser, address: str) -> None:
    phone = signed_in(browser, address, LEARNER, PHONE)
    phone.goto("/my-learning/")
    phone.screenshot(path=HERE / "my-learning.png")
    phone.locator(".card.lead a.button").click()
    phone.wait_for_load_state()
    phone.screenshot(path=HERE / "player.png")
    phone.goto("/catalogue/six-principles-everyday-contact/")
    phone.screenshot(path=HERE / "overview.png")

    phone.goto("/my-record/")
    phone.locator("a[href^='/certificates/']").first.click()
    with phone.expect_download() as caught:
        phone.get_by_role("link", name="Download as PDF").click()
    size = ["-scale-to-x", "1280", "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-png", "-singlefile", *size, caught.value.path(), HERE / "certificate"], check=True)
    check = phone.get_by_role("link", name="The page that they see").get_attribute("href")
    anybody = opened(browser, address, DESK)
    anybody.goto(urlsplit(check or "").path)  # on this server, whatever the address that certificates print
    anybody.screenshot(path=HERE / "verify.png")

    lead = signed_in(browser, address, LEAD, DESK)
    lead.goto("/coverage/")
    lead.screenshot(path=HERE / "coverage.png")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        take(chromium, sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
        chromium.close()
