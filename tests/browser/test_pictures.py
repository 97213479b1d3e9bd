"""The pictures of the README, taken from the demonstration: `./run soak` takes them anew."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, sign_in

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LEARNER = "sam.oyelaran@police.example"
HR_LEAD = "dilys.marchbank@police.example"


def take(page: Page, name: str, height: int) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.evaluate("document.fonts.ready")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})  # type: ignore[index]
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


@pytest.mark.soak
def test_the_readmes_pictures_come_from_the_demonstration(open_page: OpenPage, server: Server) -> None:
    phone = open_page(PHONE)
    sign_in(phone, server, LEARNER)
    phone.goto("/my-learning/")
    take(phone, "my-learning", 760)
    phone.goto("/catalogue/trauma-and-violence-shared-start/")
    take(phone, "overview", 760)
    phone.goto("/my-record/")
    certificate = phone.locator("a[href^='/certificates/']:not([href$='.pdf'])").first.get_attribute("href")
    assert certificate
    phone.goto(certificate)
    checked = phone.locator("a[href*='/v/']").first.get_attribute("href")
    assert checked

    desk = open_page(DESK)
    desk.goto("/v/" + checked.partition("/v/")[2])
    take(desk, "verify", 760)
    sign_in(desk, server, HR_LEAD)
    desk.goto("/coverage/midshire-police/")
    take(desk, "coverage", 1560)
