from django.urls import URLPattern, path
from wagtail import hooks

from .views.module_impact import module_impact


@hooks.register("register_admin_urls")
def impact_of_a_version() -> list[URLPattern]:
    return [path("modules/<int:page_id>/impact/", module_impact, name="module_impact")]
