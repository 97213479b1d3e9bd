"""What the blocks add to the editor: its script, the map of a scenario, and films that can be played from anywhere."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from .file_kinds import VIDEOS, ending
from .ranges import in_ranges
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
def play_films(document: Any, request: HttpRequest) -> HttpResponseBase | None:
    """Films go to people who are signed in, in ranges; any other document is served as Wagtail does."""
    if ending(document.filename) not in VIDEOS:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    file = document.file.storage.open(document.file.name, "rb")
    return in_ranges(request, file, document.file.size, f"video/{ending(document.filename)}")
