"""Error pages say what happened and where to go on, and need nothing that may be broken."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from config import urls
from learning.portal.views import problems


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a mistake of ours")


def odd(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("broken/", broken),
    path("odd/", odd),
    path("closed/", closed),
    path("form/", csrf_protect(closed)),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
here = pytest.mark.urls(__name__)


@here
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/odd/", 400, "did not make sense"),
        ("/closed/", 403, "not open to you"),
        ("/nowhere/", 404, "cannot find this page"),
    ],
)
def test_each_problem_has_its_page(client: Client, address: str, status: int, words: str):
    answer = client.get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert 'href="/"' in page
    assert "Leave quickly" in page


@here
def test_our_mistake_is_said_without_the_database(client: Client):
    """No database mark: a query would be refused."""
    client.raise_request_exception = False
    answer = client.get("/broken/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "our mistake, not yours" in page
    assert "a mistake of ours" not in page
    assert "116 123" in page


@here
def test_a_form_that_is_too_old_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/form/")
    assert answer.status_code == 403
    assert "Please send that once more" in answer.content.decode()


def test_handlers_answer_without_a_user():
    request = RequestFactory().get("/")
    assert problems.not_found(request, Exception()).status_code == 404
    assert problems.bad_request(request, Exception()).status_code == 400
    assert problems.not_allowed(request, Exception()).status_code == 403
