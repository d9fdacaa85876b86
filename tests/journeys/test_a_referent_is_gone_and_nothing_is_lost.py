"""Nadia has left without a word, with twelve open requests: one page later, each has a name and the same date.

Her manager says it on a wide screen, or the animator does on a phone without JavaScript, when nobody of the structure
can any more.
"""

from __future__ import annotations

import pytest

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.offers.models import Offer
from tests.factories.contact_requests import FilingFactory
from tests.journeys.journey import MANAGER, Journey
from tests.journeys.post_office import link_in
from tests.journeys.reading import missing_from

pytestmark = pytest.mark.browser

INTERVIEW = "preparer-entretien"  # Mission locale du Bassin stéphanois, 2 days
NADIA, THEO, CLAIRE = "nadia.belkacem@example.org", "theo.vialatte@example.org", "claire.fontanel@example.org"
LINA = "lina@example.org"
PROMISED = "mercredi 25 novembre"


@pytest.mark.parametrize(
    ("who", "window"),
    [
        pytest.param(MANAGER, {}, id="said by her manager"),
        pytest.param(CLAIRE, {"width": 360, "java_script_enabled": False}, id="said by the animation"),
    ],
)
def test_a_referent_is_gone_and_nothing_is_lost(loire, open_window, clock, post, who, window):
    journey = Journey(open_window, clock, post, window)
    given_nadia_with_twelve_open_requests(journey)
    promised = dict(ContactRequest.objects.values_list("pk", "due_at"))
    nadia = journey.at_the_desk(NADIA)
    nadia.page.goto("/extranet/demandes/")
    somebody = journey.at_the_desk(who)

    (when_the_manager_says_it if who == MANAGER else when_the_animator_says_it)(somebody)

    then_every_request_has_a_name_and_its_date(promised)
    and_nadia_opens_nothing_any_more(nadia)
    and_lina_knows_the_new_name_and_the_same_date(journey)


def given_nadia_with_twelve_open_requests(journey):
    offer = Offer.objects.get(code=INTERVIEW)
    nadia = User.objects.get(email=NADIA)
    people = [("Lina", LINA), *((f"Jeune{n}", f"jeune.{n}@example.org") for n in range(2, 13))]
    for number, (first_name, email) in enumerate(people):
        who = {"first_name": first_name, "email": email, "phone": f"+336399810{number:02}"}
        filing = FilingFactory(offers=[offer], now=journey.clock.now(), **who)
        actions.take_up(filing.contact_requests.get(), by=nadia, now=journey.clock.now())


def when_the_manager_says_it(paul):
    paul.page.goto("/extranet/collegues/")
    paul.reads("Nadia Belkacem")
    paul.page.get_by_role("link", name="N’est plus là : Nadia Belkacem").click()
    paul.reads("Son accès se ferme tout de suite", "12 demandes ouvertes")
    paul.page.get_by_label("À qui confier ce qui reste").select_option(label="Théo Vialatte")
    paul.press("Tout confier et fermer l’accès")
    paul.reads(
        "Nadia Belkacem n’a plus accès à Mission locale du Bassin stéphanois.", "Son compte est fermé."
    )


def when_the_animator_says_it(claire):
    row = User.objects.get(email=NADIA).referents.get()
    claire.page.goto(f"/animation/equipes/{row.public_id}/")
    claire.press("N’en fait plus partie")
    claire.reads("12 demandes ouvertes")
    assert "Lina" not in claire.text
    claire.page.get_by_label("À qui confier ce qui reste").select_option(label="Théo Vialatte")
    claire.press("Tout confier et fermer l’accès")
    claire.reads("Compte fermé")


def then_every_request_has_a_name_and_its_date(promised):
    theo = User.objects.get(email=THEO)
    rows = ContactRequest.objects.open()
    assert dict(rows.values_list("pk", "due_at")) == promised
    assert list(rows.values_list("owner", flat=True)) == [theo.pk] * 12


def and_nadia_opens_nothing_any_more(nadia):
    nadia.page.reload()
    assert "/extranet/compte/connexion/" in nadia.page.url


def and_lina_knows_the_new_name_and_the_same_date(journey):
    journey.post.deliver()
    told = journey.post.mails_to(LINA)
    assert missing_from(told[-1], "Théo", PROMISED) == []
    page = journey.open_window(width=360)
    page.goto(link_in(told[0]))
    assert missing_from(" ".join(page.inner_text("main").split()), "Théo", PROMISED) == []
