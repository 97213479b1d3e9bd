"""The network's own pages, from a content file: front page, programme, support and the notices at the foot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from wagtail.models import Page, Site

from learning.modules.models import HeadingList, SubjectHeading
from learning.workforce.models import SupportLine

from ..models import HomePage, NoticePage, SupportPage
from ..network_pages import network_pages
from .name_site import name_site
from .plant_page import plant_page

HEADING: Final = "Prevention through connection"
ABOUT: Final = (
    "People who work for many different employers meet the same children, families and places. Here they learn from "
    "the same modules and the same cases, a few minutes at a time, and talk them over across services.\n\n"
    "Your employer sees that you finished a module and when; never your answers, your tries, your time or your "
    "reflections."
)
SUPPORT_INTRO: Final = "This work weighs on people. You need no reason and no crisis to talk to somebody."
SUPPORT_AFTER: Final = (
    "Your own employer may have a wellbeing line, occupational health or peer support: your manager or your intranet "
    "knows. Talking with your supervisor about a module is part of learning it.\n\n"
    "Nothing you do on this page is recorded against your name."
)
LINES: Final = (
    ("NHS mental health crisis", "111", False, "day and night in England: choose the mental health option"),
    ("Shout", "85258", True, "send SHOUT as a text message: free, day and night"),
    ("National Domestic Abuse Helpline", "0808 2000 247", False, "free, day and night, run by Refuge"),
    ("Victim Support", "08 08 16 89 111", False, "free, day and night, reported to the police or not"),
)
"""For everybody, besides `support.NETWORK_WIDE`; from the first loading on an administrator's."""

ACCESSIBILITY: Final = """
<p>We want everybody in the workforce to be able to use this site. We build it to the Web Content Accessibility
Guidelines 2.2, level AA.</p>
<h2>What you can do here</h2>
<ul><li>Use every page with a keyboard alone, or with a screen reader.</li>
<li>Enlarge the page until it is as narrow as on a phone, without scrolling sideways.</li>
<li>Use your device’s dark theme, and its setting for less motion.</li>
<li>Learn without JavaScript: everything works, only a little more slowly.</li>
<li>Take as long as you like: nothing on the site runs against a clock.</li></ul>
<h2>What we know, and what we do not</h2>
<p>Automated tests look at the pages, on a phone’s width and on a desk’s, whenever the site is changed. They find only
some problems. People who use assistive technology every day have not tested this site yet.</p>
<h2>If something does not work for you</h2>
<p>Tell us what you wanted to do and where it stopped. Ask for any module in another form, such as print. You need not
say why.</p>
"""
PRIVACY: Final = """
<h2>What your employer sees</h2>
<p>That you finished a module and on which day, and whether it is current. Not your answers, your tries, how long you
took, which route you chose, or what you wrote.</p>
<h2>What trainers see</h2>
<p>How a module works for everybody together, never who answered what.</p>
<h2>What stays yours</h2>
<p>Reflections are encrypted where they are stored. Nobody here reads them unless you share them; a court can require
them. You can reflect on paper instead.</p>
<h2>What we keep</h2>
<p>Your name, your work e-mail addresses, your posts with partners of the network and their dates, and what you
finished. We ask for no date of birth, no protected characteristics and no reasons for absence. A finished module stays
on record and moves with you to another partner.</p>
<h2>Cookies</h2>
<p>Only those that the site needs: to keep you signed in, to protect forms, and to tell you once what you have just
done. Nobody outside is told that you were here.</p>
<h2>Your rights</h2>
<p>You can ask to see what is held about you, to have it corrected, or to have your name taken out of it. If you are not
content with the answer you can turn to the <a href="https://ico.org.uk/make-a-complaint/">Information
Commissioner</a>.</p>
"""
COMPLAINTS: Final = """
<h2>Something here is wrong, unfair or upsetting</h2>
<p>Tell us which page, and what you would like to happen. You need not give your name.</p>
<h2>A learning case may be about you, or about your child</h2>
<p>Say which case. You need not sign in and you need not prove anything first.</p>
<h2>If our answer does not settle it</h2>
<p>Ask for somebody else to look again. About personal data you can also turn to the
<a href="https://ico.org.uk/make-a-complaint/">Information Commissioner</a>.</p>
"""
NOTICES: Final = (
    ("accessibility", "Accessibility", "This site is for everybody in the workforce.", ACCESSIBILITY),
    ("privacy", "Privacy", "What is kept about you, who sees it, and what you can ask for.", PRIVACY),
    ("complaints", "Complaints and corrections", "Tell us, and a person will look.", COMPLAINTS),
)


@transaction.atomic
def load_programme(content: Mapping[str, Any]) -> HomePage:
    """Make the pages that are missing, below one front page, and return that; what an editor has changed stays."""
    programme = content["programme"]
    home = _home(programme)
    strands = {one.slug: one for one in SubjectHeading.objects.filter(list=HeadingList.STRAND)}
    steps = {one.position: one for one in SubjectHeading.objects.filter(list=HeadingList.STEP)}
    planted: dict[str, Page | None] = {"": home}
    for entry in network_pages(programme, strands, steps):
        planted[entry.key] = plant_page(planted[entry.parent], entry.page, entry.key)
    support = SupportPage(title="Someone to talk to, now", slug="support", intro=SUPPORT_INTRO, after=SUPPORT_AFTER)
    if plant_page(home, support, "support") == support:
        _load_lines()
    for slug, title, intro, body in NOTICES:
        plant_page(home, NoticePage(title=title, slug=slug, intro=intro, body=" ".join(body.split())), slug)
    return home


def _home(programme: Mapping[str, Any]) -> HomePage:
    """The front page, in the place of the welcome page with which Wagtail starts."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = HomePage(
            title="Connected Learning", slug="start", heading=HEADING, vision=programme["vision"], about=ABOUT
        )
        root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    elif site.root_page_id != home.pk:
        before = site.root_page
        site.root_page = home
        site.save()
        if before.specific_class is Page and before.is_leaf():
            before.delete()
    name_site()
    return home


def _load_lines() -> None:
    """Once, with their page: whatever an administrator makes of them stays, and their deletion too."""
    for position, (name, number, by_text, note) in enumerate(LINES, 1):
        SupportLine(name=name, number=number, by_text=by_text, note=note, position=position).save()
