"""Forms ready to be sent: what a browser would post after showing the page, without showing it.

The visit and the stamp are sealed with the key of the stage, as `bench/visitors.py` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from boussole.core import clock
from boussole.offers.models import Offer
from boussole.web.public.selection import selection_of
from boussole.web.public.stamps import Stamp, fingerprint_of
from boussole.web.public.surroundings import surroundings_of
from boussole.web.public.visit import Visit
from chaos.post_office import POISON_DOMAIN

HOME = "42218"  # Saint-Étienne
CSRF = "c" * 32


@dataclass(frozen=True, slots=True)
class Form:
    """One form of one young person: its key, what it says, and how it travels."""

    key: UUID
    offers: tuple[int, ...]
    email: str
    message: str
    cookie: str
    body: str
    address: str  # where it comes from: each has its own, or the limits of caution would hold it

    @property
    def is_poison(self) -> bool:
        return self.email.endswith(POISON_DOMAIN)


def offers_near_home() -> list[int]:
    """The offers that somebody of 19 in Saint-Étienne may ask for."""
    visit = Visit(commune=HOME, age=19, age_is_asked=True)
    where = surroundings_of(visit, clock.now(), destination="/")
    ids = Offer.objects.shown_on(where.day).order_by("code").values_list("pk", flat=True)
    return [pk for pk in ids if selection_of([pk], where, visit).chosen]


def new_form(random: Random, offers: list[int], *, poison: bool = False) -> Form:
    """Somebody new, for one or two offers."""
    key = UUID(int=random.getrandbits(128), version=4)
    chosen = tuple(random.sample(offers, random.choice((1, 1, 2))))
    domain = POISON_DOMAIN if poison else "example.org"
    return _written(random, key, chosen, f"lina.{key.hex[:16]}@{domain}", "Plutôt le matin.")


def corrected(random: Random, form: Form) -> Form:
    """The same form, sent again with other words."""
    return _written(random, form.key, form.offers, form.email, "Plutôt le soir, après 18 h.")


def _written(random: Random, key: UUID, offers: tuple[int, ...], email: str, message: str) -> Form:
    stamp = Stamp(key, clock.now() - timedelta(minutes=1), fingerprint_of(()))
    fields = {
        "csrfmiddlewaretoken": CSRF,
        "cachet": stamp.as_text(),
        "offre": list(offers),
        "phone": "",
        "email": email,
        "first_name": "Lina",
        "message": message,
        "agreement": "on",
        "website": "",
    }
    visit = Visit(commune=HOME, age=19, age_is_asked=True, basket=list(offers), form_key=key)
    address = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"
    return Form(key, offers, email, message, _cookie(visit), urlencode(fields, doseq=True), address)


def _cookie(visit: Visit) -> str:
    response = HttpResponse()
    visit.save(response)
    sealed = response.cookies[settings.JOURNEY_COOKIE_NAME].value
    return f"{settings.JOURNEY_COOKIE_NAME}={sealed}; {settings.CSRF_COOKIE_NAME}={CSRF}"
