"""A young person in front of the site: reads pages, presses buttons, fills in forms as they are."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from boussole.offers.models import Offer

SAINT_ETIENNE = "42218"


class Visitor:
    """One browser. Each method is something that a person does; each returns the page that follows."""

    def __init__(self, client: Client, time: Any) -> None:
        self.client = client
        self.time = time
        self.page: HttpResponse | None = None

    # --- Reading ----------------------------------------------------------------------------------
    def open(self, address: str) -> HttpResponse:
        self.page = self.client.get(address, follow=True)
        return self.page

    def post(self, address: str, **fields: Any) -> HttpResponse:
        self.page = self.client.post(address, fields, follow=True)
        return self.page

    @property
    def text(self) -> str:
        """What the page says, without its markup."""
        assert self.page is not None
        return text_of(self.page)

    @property
    def address(self) -> str:
        assert self.page is not None
        return self.page.redirect_chain[-1][0] if self.page.redirect_chain else self.page.request["PATH_INFO"]

    # --- The journey ------------------------------------------------------------------------------
    def live_in(self, commune: str = SAINT_ETIENNE) -> HttpResponse:
        return self.post("/ma-commune/", place="Ma commune", commune=commune)

    def say_age(self, age: int | str) -> HttpResponse:
        return self.post("/themes/emploi/questions/0/", age=age)

    def answer(self, number: int, **answers: Any) -> HttpResponse:
        return self.post(f"/themes/emploi/questions/{number}/", **answers)

    def reach_results(self, *, commune: str = SAINT_ETIENNE, age: int = 19, **answers: Any) -> HttpResponse:
        """Go through the questionnaire, looking for a job unless told otherwise."""
        self.live_in(commune)
        self.say_age(age)
        self.answer(1, **{"statut": "recherche", "cherche": ["emploi"], **answers})
        self.answer(2, permis="non")
        return self.answer(3, ressources="450", handicap="oui")

    def pick(self, *offers: Offer) -> HttpResponse:
        for offer in offers:
            self.post(f"/panier/ajouter/{offer.pk}/", retour="/themes/emploi/resultats/")
        assert self.page is not None
        return self.page

    # --- The form ---------------------------------------------------------------------------------
    def form(self) -> dict[str, Any]:
        """The form as the page shows it: hidden fields, and what is checked or filled in already."""
        return fields_of(self.open("/ma-demande/"))

    def file(self, *offers: Offer, wait: float = 20, **changes: Any) -> HttpResponse:
        """Choose, open the form, take the time to fill it in, send it."""
        self.pick(*offers)
        return self.send(self.form(), wait=wait, **changes)

    def send(self, form: dict[str, Any], *, wait: float = 20, **changes: Any) -> HttpResponse:
        self.time.forward(seconds=wait)
        typed = {"phone": "06 39 98 12 34", "first_name": "Lina", "agreement": "on"}
        return self.post("/ma-demande/", **{**form, **typed, **changes})


def text_of(response: HttpResponse) -> str:
    reader = _Reader()
    reader.feed(response.content.decode())
    return " ".join("".join(reader.words).split())


def fields_of(response: HttpResponse, form: str = "demande") -> dict[str, Any]:
    """What pressing the button of this form would send, apart from what is typed in text fields."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return {
        name: values[0] if len(values) == 1 and name not in ("shared", "offre") else values
        for name, values in reader.forms.get(form, {}).items()
    }


class _Reader(HTMLParser):
    """The words of a page, and the fields of its forms as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: dict[str, dict[str, list[str]]] = {}
        self._form: str | None = None
        self._silent = False
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent = tag in ("script", "style", "title")
        if tag not in ("a", "span", "strong", "em", "b", "small"):
            self.words.append(" ")
        if tag == "form":
            self._form = given.get("id") or ""
            self.forms.setdefault(self._form, {})
        if self._form is None:
            return
        name = given.get("name")
        if tag == "textarea":
            self._area = name
        if tag == "input" and name and name != "csrfmiddlewaretoken":
            is_box = given.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in given:
                self.forms[self._form].setdefault(name, []).append(
                    given.get("value") or ("on" if is_box else "")
                )

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)
        if self._area and self._form is not None and data.strip():
            self.forms[self._form].setdefault(self._area, []).append(data.strip())
