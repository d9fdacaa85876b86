"""The cookie of a visit: sealed, small, and never a cause of error."""

import json
import time as clocks
import zlib
from http.cookies import SimpleCookie
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from boussole.web.public import visit as visits
from boussole.web.public.visit import LONGEST_COOKIE, ThemeAnswers, Visit

NAME = "parcours"


def request_with(value):
    request = RequestFactory().get("/")
    request.COOKIES[NAME] = value
    return request


def saved(visit):
    response = HttpResponse()
    visit.save(response)
    return response.cookies.get(NAME)


def full_visit():
    return Visit(
        commune="42218",
        second_commune="42187",
        age=19,
        age_is_asked=True,
        themes={
            "emploi": ThemeAnswers(
                3,
                {"statut": frozenset(["recherche"]), "ressources": 450, "permis": None, "rien": frozenset()},
                "ab12",
                ["handicap"],
            )
        },
        basket=[4, 8],
        form_key=uuid4(),
        typed={"first_name": "Lina", "message": "Plutôt le matin."},
        receipts=[uuid4()],
        follow_up=uuid4(),
        destination="/ma-demande/",
        notice="picked",
    )


def test_a_visit_comes_back_as_it_left():
    visit = full_visit()

    assert Visit.read(request_with(saved(visit).value)) == visit


def test_nothing_can_be_read_in_the_cookie():
    value = saved(full_visit()).value

    assert not any(word in value for word in ("Lina", "recherche", "42218"))


@pytest.mark.parametrize(
    "value",
    ["", "x", "gAAAAA", "é", "a" * 4000, "null", "{}"],
)
def test_a_forged_cookie_is_a_new_visit(value):
    assert Visit.read(request_with(value)) == Visit()


def test_a_cookie_of_another_site_is_a_new_visit():
    value = saved(full_visit()).value

    with override_settings(SECRET_KEY="another" * 10):
        assert Visit.read(request_with(value)) == Visit()


def test_a_cookie_made_before_the_key_was_changed_still_opens():
    with override_settings(SECRET_KEY="former" * 10):
        visit = full_visit()
        value = saved(visit).value

    with override_settings(SECRET_KEY_FALLBACKS=["former" * 10]):
        assert Visit.read(request_with(value)) == visit


def test_a_cookie_of_yesterday_is_a_new_visit():
    sealer = visits._sealer()
    text = json.dumps({"v": 1, "c": "42218"})
    old = sealer.encrypt_at_time(zlib.compress(text.encode()), int(clocks.time()) - visits.LONGEST_VISIT - 60)

    assert Visit.read(request_with(old.decode())) == Visit()


@pytest.mark.parametrize(
    "content", ['{"v":2,"c":"42218"}', '{"v":1,"t":{"emploi":[1]}}', "[]", '{"v":1,"r":["x"]}']
)
def test_a_cookie_of_another_format_is_a_new_visit(content):
    assert Visit.read(request_with(visits._sealed(content))) == Visit()


def test_a_visit_that_did_not_change_writes_no_cookie():
    assert saved(Visit()) is None
    assert saved(Visit.read(request_with(saved(full_visit()).value))) is None


def test_a_visit_too_heavy_for_a_cookie_gives_up_what_was_typed_first():
    visit = full_visit()
    visit.typed = {"message": "".join(chr(0x4E00 + (n * n * 7919) % 20000) for n in range(2000))}

    value = saved(visit).value

    assert len(value) <= LONGEST_COOKIE
    read = Visit.read(request_with(value))
    assert read.typed == {}
    assert read.basket == [4, 8]


def test_the_cookie_is_for_this_site_alone():
    cookie = saved(full_visit())
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"], cookie["max-age"]) == (
        True, "Lax", "/", "", "",
    )  # fmt: skip

    with override_settings(LOCAL=False, JOURNEY_COOKIE_NAME="__Host-parcours"):
        response = HttpResponse()
        full_visit().save(response)
        assert response.cookies["__Host-parcours"]["secure"] is True


def test_leaving_quickly_forgets_the_visit_and_tells_nobody(visitor):
    visitor.reach_results()

    response = visitor.client.get("/quitter/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("https://")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.cookies[NAME].value == ""
    # The button « back » finds nothing any more.
    assert visitor.open("/themes/emploi/resultats/").redirect_chain[-1][0] == "/"


def test_a_visit_asks_nothing_of_the_session(visitor, django_assert_num_queries):
    visitor.client.cookies = SimpleCookie()

    with django_assert_num_queries(1):  # the names of the open territories
        visitor.open("/")

    assert set(visitor.client.cookies) <= {"csrftoken", NAME}
