"""A real server with its worker on a copy of the loaded demonstration, and Chromium in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from config import prepared

HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
JOBS_TO_DO = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count())
"""
# WCAG 2.2 A and AA, and what axe calls good practice.
AXE = {"resultTypes": ["violations"]}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that stands here is a journey in a browser, and runs last."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@dataclass
class Server:
    """The running site: its address, its folder, and management commands against it."""

    url: str
    environment: dict[str, str] = field(repr=False)

    @cached_property
    def password(self) -> str:
        """What every sign-in of this demonstration shares; made anew with each."""
        return self.manage("demo_sign_ins").splitlines()[0].rpartition(": ")[2]

    def manage(self, *arguments: str) -> str:
        """What a management command prints, run against the server's own database."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=prepared.ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def until_the_worker_is_done(self) -> None:
        """Resolves when no background job waits or runs: on SQLite one that writes holds up everybody who saves."""
        for _ in range(30):  # each asking takes a second or more
            if self.manage("shell", "--no-imports", "-c", JOBS_TO_DO).split()[-1] == "0":
                return
        raise AssertionError("The worker never ends.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the home page comes; a server that ended says why."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=30)  # noqa: S310  our own server
            return
        except OSError:
            try:
                process.wait(0.2)
            except subprocess.TimeoutExpired:
                continue
    raise RuntimeError(f"The server ended by itself:\n{log.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """gunicorn and one worker for background jobs on their own copy of the loaded demonstration."""
    folder = tmp_path_factory.mktemp("server") / "var"
    shutil.copytree(prepared.demo_folder(), folder)
    port = free_port()
    url = f"http://localhost:{port}"
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    environment = kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "PUBLIC_BASE_URL": url,
        "DEMO": "1",
        "WEB_WORKERS": "1",
    }
    log = folder / "server.log"
    commands = (["-m", "gunicorn", "--config", "site/gunicorn.conf.py"], ["manage.py", "db_worker"])
    with log.open("wb") as sink:
        started = [
            subprocess.Popen([sys.executable, *command], cwd=prepared.ROOT, env=environment, stdout=sink, stderr=sink)
            for command in commands
        ]
        try:
            wait_until_it_answers(url, started[0], log)
            yield Server(url, environment)
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait(30)
    errors = [line for line in log.read_text().splitlines() if "Traceback" in line or "Internal Server Error" in line]
    assert not errors, log.read_text()[-5000:]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium: Playwright's own download needs an open network."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing: ./run test installs it"
    # Playwright keeps an event loop in this thread, and Django would take every query after it for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


OpenPage = Callable[..., Page]
CookiesOf = Callable[[str], list[Any]]


@pytest.fixture(scope="session")
def cookies_of(chromium: Browser, server: Server) -> CookiesOf:
    """What a browser holds once somebody has signed in, by e-mail: a code of the second factor fits once, for half a
    minute, so the journeys of one person share one sign-in.
    """
    kept: dict[str, list[Any]] = {}

    def of(email: str) -> list[Any]:
        if email not in kept:
            with chromium.new_context(base_url=server.url) as context:
                sign_in(context.new_page(), server, email)
                kept[email] = list(context.cookies())
        return kept[email]

    return of


@pytest.fixture
def open_page(chromium: Browser, server: Server, cookies_of: CookiesOf) -> Iterator[OpenPage]:
    """Opens a browser of its own for a person: `open_page(PHONE, dark=True)`.

    `signed_in`: the e-mail of somebody who has signed in before, in a journey of this run or for this one.

    At the end no page may have complained in its console, thrown, or asked another host for anything. `bad_line`: the
    test cuts the connection, and the browser says of each request that it found none.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def heard(message: ConsoleMessage, bad_line: bool) -> None:
        is_expected = "the server responded with a status of 4" in message.text
        if bad_line and "net::ERR_INTERNET_DISCONNECTED" in message.text:
            is_expected = True
        # A wish that a newer one overtakes is broken off, and htmx says so in the console.
        is_overtaken = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
        if message.type == "error" and not (is_expected or is_overtaken):
            troubles.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((server.url, "data:", "blob:")):
            troubles.append(f"asked another host: {request.url}")

    def make(
        viewport: dict[str, int] = DESK,
        *,
        dark: bool = False,
        javascript: bool = True,
        quickly_left: bool = False,
        bad_line: bool = False,
        signed_in: str = "",
    ) -> Page:
        context = chromium.new_context(
            base_url=server.url,
            viewport=viewport,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(30_000)
        if signed_in:
            context.add_cookies(cookies_of(signed_in))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard(message, bad_line))
        page.on("pageerror", lambda error: troubles.append(f"thrown: {error}"))
        if not quickly_left:  # Leave quickly goes to another site, and the test that presses it says so
            page.on("request", asked)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not troubles, troubles


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a desk, 1280 px wide."""
    return open_page(DESK)


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page on a phone, 360 px wide."""
    return open_page(PHONE)


def assert_accessible(page: Page) -> None:
    """axe finds nothing to mend, and nothing sticks out of the screen sideways."""
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the screen"


def assert_accessible_everywhere(page: Page) -> None:
    """`assert_accessible` of the page as it stands, on a phone and on a desk, light and dark; then as it was before."""
    before = page.viewport_size
    for viewport, scheme in ((PHONE, "light"), (DESK, "dark"), (DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert_accessible(page)
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)


def sign_in(page: Page, server: Server, email: str) -> None:
    """As a person does: e-mail, password, and the code of the second factor where one is asked for."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(server.password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_load_state()
    code, refused = page.locator("input[name=code]"), ""
    for _ in range(3):  # a code may run out on its way, and one that was used a moment ago fits no second time
        if not code.count():
            break
        while (fits := server.manage("demo_code", email).strip()) == refused:
            continue
        code.fill(fits)
        with page.expect_navigation():
            code.press("Enter")
        refused = fits
    assert not page.locator("input[name=code], input[name=password]").count(), page.locator("main").inner_text()


def press_sign_out(page: Page) -> None:
    """In the menu, which a press elsewhere closes; what is typed in a box stays as it is."""
    page.locator(".menu.on-phone").evaluate("(menu) => { menu.open = true; }")
    page.locator("form[action$='/logout/'] button:visible").first.click()
