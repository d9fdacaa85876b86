"""Every file that leaves the site is listed: with names of people, a second factor was shown a moment ago (T3)."""

import inspect
import re
import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from boussole.web.shared.access import FRESH
from tests.consistency.test_routes import filled, real
from tests.factories.accounts import MandateFactory, UserFactory
from tests.signing import sign_in

# What takes several people, or a whole list, away at once.
FRESH_FACTOR = {
    "extranet:export",
    "animators:charters_of_year_file",
    "animators:export_directory",
}
# Not files, but they take as much away, or open as much.
PAGES_TOO = {"animators:directory_of_territory", "proconnect_link"}
# The others, and why a session is enough, or no session at all.
WHY_NOT = {
    "extranet:figures_export": "figures of one structure: nobody is in it",
    "extranet:spreadsheet_file": "offers, which anybody reads on the site",
    "animators:spreadsheet_file": "offers, which anybody reads on the site",
    "extranet:calendar_feed": "numbers and dates, behind a secret address",
    "extranet:charter_document": "one charter, for one of its two parties",
    "animators:charter_document": "one charter, for one of its two parties",
    "extranet:signature_document": "one charter, for one of those who sign it",
    "animators:charter_calendar_file": "bodies and dates: nobody is in it",
    "extranet:directory_structure_vcard": "one card, counted in the quota of the directory",
    "extranet:directory_person_vcard": "one card, counted in the quota of the directory",
    "animators:directory_structure_vcard": "one card, counted in the quota of the directory",
    "animators:directory_person_vcard": "one card, counted in the quota of the directory",
    "public:calendar": "the date promised to one young person, on their own page",
    "public:own_data_file": "the data of one young person, on their own page",
    "public:seal_certificate": "a public certificate",
}
MAKES_A_FILE = re.compile(r"Content-Disposition|FileResponse|xlsx_file\(|csv_lines\(|StreamingHttpResponse\(")


def makes_a_file(view: object) -> bool:
    """Whether the view, or what it calls of our web modules, writes a file; three calls deep."""
    return _writes(inspect.unwrap(view), depth=3, seen=set())  # type: ignore[arg-type]


def _writes(function: object, *, depth: int, seen: set[object]) -> bool:
    if function in seen or not inspect.isfunction(function):
        return False
    seen.add(function)
    source = inspect.getsource(function)
    if MAKES_A_FILE.search(source):
        return True
    called = set(re.findall(r"(?<!\.)\b(\w+)\(", source))
    known = function.__globals__
    inside = [known.get(name) for name in called]
    # `document_file(…)` of the module, and `pages.download(…)` of a module that it knows.
    inside += [
        getattr(known.get(module), name, None) for module, name in re.findall(r"\b(\w+)\.(\w+)\(", source)
    ]
    ours = [each for each in inside if (getattr(each, "__module__", "") or "").startswith("boussole.web")]
    return depth > 0 and any(_writes(inspect.unwrap(each), depth=depth - 1, seen=seen) for each in ours)


def found() -> dict[str, object]:
    """By name, the views of the product; machines take what anybody reads."""
    return {name: view for name, view in real().values() if not name.startswith("api")}


def test_every_view_that_gives_a_file_is_listed():
    giving = {name for name, view in found().items() if callable(view) and makes_a_file(view)}

    unsaid = sorted(giving - FRESH_FACTOR - set(WHY_NOT))
    assert unsaid == [], "Say whether these files need a fresh second factor."
    assert sorted((FRESH_FACTOR | set(WHY_NOT)) - giving) == [], "These give no file any more."


def test_those_with_people_in_them_ask_for_a_fresh_factor_and_the_others_do_not():
    asking = {name for name, view in found().items() if getattr(view, "asks_fresh_second_factor", False)}

    assert asking == FRESH_FACTOR | PAGES_TOO


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FRESH_FACTOR | PAGES_TOO))
def test_a_factor_shown_twenty_minutes_ago_gives_no_file(name):
    animator = UserFactory.with_second_factor()
    MandateFactory(user=animator)
    client = sign_in(Client(), animator)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "at": time.time() - FRESH - 300} for record in session[AUTHENTICATION_METHODS_SESSION_KEY]
    ]
    session.save()

    for method in ("get", "post"):
        answer = getattr(client, method)(address_of(name))
        led = answer.headers.get("Location", "")
        assert answer.status_code == 405 or led.startswith("/extranet/compte/second-facteur/confirmation/")


def address_of(name: str) -> str:
    """An address of that shape: the factor is asked before anything is looked for."""
    (path,) = [path for path, (known, _) in real().items() if known == name]
    return filled(path)
