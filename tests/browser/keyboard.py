"""What somebody does who has a keyboard alone: Tab to a thing, then Enter, Space, arrows or words."""

import re

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 150


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus: from where the focus is, and once around at most."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_TABS):
        if wanted.evaluate("""(one) => {
            const here = document.activeElement;
            return here === one || (one.type === "radio" && here.type === "radio" && here.form === one.form
                && here.name === one.name);
        }"""):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def press(page: Page, wanted: Locator) -> None:
    reach(page, wanted)
    page.keyboard.press("Enter")


def choose(page: Page, place: Locator, name: str | re.Pattern[str]) -> None:
    """One radio of a group by its arrows, or a tick by Space."""
    wanted = place.get_by_role("radio", name=name, exact=True).or_(place.get_by_role("checkbox", name=name, exact=True))
    reach(page, wanted)
    if wanted.get_attribute("type") == "checkbox":
        page.keyboard.press("Space")
        return
    page.keyboard.press("Space")
    for _ in range(place.get_by_role("radio").count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()


def write(page: Page, box: Locator, words: str) -> None:
    reach(page, box)
    page.keyboard.type(words)
