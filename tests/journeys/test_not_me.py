"""Somebody types the number of somebody else: one link, one press, and it stops (guarantees.md T9)."""

import re

import pytest

from boussole.contact_requests.actions import LeftAlone
from boussole.contact_requests.models import ContactRequest, Filing
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.journeys.post_office import link_in
from tests.journeys.young_person import YoungPerson

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER, MAILBOX = "+33639981234", "accueil@example.org"
OFFER = "Préparer ton entretien"


@pytest.fixture(params=[360, 1280], ids=["on a phone", "on a large screen"])
def awa(request, transactional_db, post, open_window, clock) -> YoungPerson:
    """Awa never heard of the Boussole; somebody has just given her number."""
    FilingFactory(
        offers=[OfferFactory(title=OFFER, contact_emails=[MAILBOX])],
        first_name="Awa",
        phone=NUMBER,
        email="",
        now=clock.now(),
    )
    post.deliver()
    return YoungPerson(open_window(width=request.param, java_script_enabled=request.param == 360), clock)


def test_not_me(awa, post, clock):
    when_she_opens_the_link_of_the_sms(awa, post)
    when_she_says_that_it_is_not_her(awa)
    then_nothing_is_kept_and_the_structure_is_told_without_a_name(post)
    then_nobody_can_file_with_her_number(post, clock)
    then_the_link_says_that_it_was_erased(awa, post)
    when_she_changes_her_mind_with_a_code(awa, post)


# --- The steps ------------------------------------------------------------------------------------------
def when_she_opens_the_link_of_the_sms(awa, post):
    awa.page.goto(link_in(post.sms_to(NUMBER)[0]))
    awa.reads("Ta demande")


def when_she_says_that_it_is_not_her(awa):
    awa.press("Ce n’est pas moi qui ai fait")
    awa.reads("pendant 90 jours")
    awa.press("Ce n’est pas moi")
    assert awa.title == "C’est fait"


def then_nothing_is_kept_and_the_structure_is_told_without_a_name(post):
    filing = Filing.objects.get()
    assert (filing.first_name, filing.phone) == ("", "")
    assert ContactRequest.objects.get().outcome == "UNWANTED"
    post.deliver()
    told = post.mails_to(MAILBOX)[-1]
    assert "Merci de ne plus la contacter" in told
    assert [word for word in ("Awa", "06 39", NUMBER) if word in told] == []


def then_nobody_can_file_with_her_number(post, clock):
    with pytest.raises(LeftAlone):
        FilingFactory(phone=NUMBER, email="", now=clock.now())
    post.deliver()
    assert (Filing.objects.count(), len(post.sms_to(NUMBER))) == (1, 1)


def then_the_link_says_that_it_was_erased(awa, post):
    awa.page.goto(link_in(post.sms_to(NUMBER)[0]))
    assert awa.title == "Cette demande a été effacée"


def when_she_changes_her_mind_with_a_code(awa, post):
    awa.page.goto("/suivi/retrouver/")
    awa.page.get_by_label("Ton numéro de mobile ou ton adresse e-mail").fill(NUMBER)
    awa.press("Recevoir un code")
    post.deliver()
    awa.page.get_by_label("Ton code").fill(re.findall(r"\b\d{6}\b", post.sms_to(NUMBER)[-1])[0])
    awa.press("Ouvrir ma page")
    assert awa.title == "Ce contact est protégé"
    awa.press("Lever la protection")
    awa.reads("La protection est levée")
