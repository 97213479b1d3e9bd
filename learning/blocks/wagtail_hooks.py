"""What the blocks add to the editor: its script, the map of a scenario, and films that can be played from anywhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from .file_kinds import VIDEOS, ending
from .views.scenario_map import scenario_map


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("scenario-map/", scenario_map, name="scenario_map")]


@hooks.register("insert_global_admin_js")
def editor_script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/editor.js"))


@hooks.register("insert_global_admin_css")
def editor_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


@hooks.register("before_serve_document")
def play_films(document: Any, request: HttpRequest) -> HttpResponse | None:
    """A film is had at its own address, in ranges; any other document is served as Wagtail does."""
    if ending(document.filename) not in VIDEOS:
        return None
    return redirect("film", document.pk, document.filename)
