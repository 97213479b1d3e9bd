from django.urls import URLPattern, path
from wagtail import hooks

from .views.module_learners import module_learners


@hooks.register("register_admin_urls")
def how_it_goes() -> list[URLPattern]:
    return [path("modules/<int:page_id>/learners/", module_learners, name="module_learners")]
