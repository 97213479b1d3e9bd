"""Every address of the site. Order matters: our own first, Wagtail's pages last."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    # Wagtail's own password forms would skip the second factor and the limits: they never get the address.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("cms/password_reset/<path:rest>", RedirectView.as_view(url="/accounts/password/reset/")),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("", include("learning.certificates.urls")),
    path("", include("learning.cases.urls")),
    path("", include("learning.portal.urls")),
    path("", include("learning.coverage.urls")),
    path("", include("learning.requirements.urls")),
    path("", include("learning.records.urls")),
    path("", include("learning.modules.urls")),
    path("", include("learning.workforce.urls")),
    path("", include("learning.blocks.urls")),
]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += [path("", include(wagtail_urls))]

handler400 = "learning.portal.views.problems.bad_request"
handler403 = "learning.portal.views.problems.not_allowed"
handler404 = "learning.portal.views.problems.not_found"
handler500 = "learning.portal.views.problems.went_wrong"
