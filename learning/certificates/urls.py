from django.urls import path

from .views.certificate import certificate, certificate_pdf
from .views.verify import verify, verify_form

urlpatterns = [
    path("v/", verify_form, name="verify_form"),
    path("v/<path:code>", verify, name="verify"),
    path("certificates/<uuid:uuid>/", certificate, name="certificate"),
    path("certificates/<uuid:uuid>/certificate.pdf", certificate_pdf, name="certificate_pdf"),
]
