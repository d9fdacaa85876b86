"""Acting from a mail, without signing in: the link, the minimum, one press; and everything that ends it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from boussole.accounts import actions as accounts
from boussole.audit import trail
from boussole.contact_requests import actions
from boussole.contact_requests.links import token_for
from boussole.contact_requests.models import ActionLink, ContactRequest
from boussole.mail.models import OutgoingMessage
from boussole.partners import actions as partners
from boussole.partners.actions import Plan
from boussole.partners.models import Absence
from boussole.web.extranet.mail_pass import MailPass
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory
from tests.factories.questionnaires import ThemeFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db
MAILBOX = "accueil@example.org"


@pytest.fixture
def reader(office) -> Client:
    """Whoever reads the mail: a browser where nobody is signed in."""
    office.offer.contact_emails = [office.nadia.email]
    office.offer.save()
    return Client()


@pytest.fixture
def shared(office, reader) -> Client:
    """The reader of a mailbox that a whole team reads."""
    office.offer.contact_emails = [MAILBOX]
    office.offer.save()
    return reader


def link_to(address: str) -> str:
    """The path of the link in the last mail to this address."""
    body = OutgoingMessage.objects.filter(to_address=address).latest("created_at", "pk").body
    found = re.search(r"/extranet/mail/[\w-]+/", body)
    assert found is not None, body
    return found[0]


def opened(reader: Client, address: str) -> str:
    """The page that the link leads to."""
    answer = reader.get(link_to(address), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def press(reader: Client, request: ContactRequest, gesture: str, **posted: object) -> str:
    known = posted.pop("known", request.follow_ups.count())
    posted = {"gesture": gesture, "known": known, **posted}
    return reader.post(f"/extranet/mail/demande/{request.public_id}/", posted, follow=True).content.decode()


def everything() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def rows_of(model) -> list[dict[str, object]]:
    return list(model.objects.order_by("pk").values())


# --- The link ---------------------------------------------------------------------------------------
def test_each_recipient_has_a_link_of_their_own_for_eight_days(office):
    office.offer.contact_emails = [office.nadia.email, MAILBOX]
    office.offer.save()
    request = office.request()

    links = ActionLink.objects.order_by("pk")

    assert [link.to_address for link in links] == [office.nadia.email, MAILBOX]
    assert {link.expires_at for link in links} == {request.filed_at + timedelta(days=8)}
    assert link_to(MAILBOX) != link_to(office.nadia.email)
    token = link_to(MAILBOX).split("/")[3]
    assert len(token) == 32  # 192 bits
    assert token not in str(rows_of(ActionLink))


def test_the_link_is_exchanged_for_a_clean_address_and_told_to_nobody(office, reader):
    request = office.request()
    path = link_to(office.nadia.email)

    answer = reader.get(path)

    assert (answer.status_code, answer["Location"]) == (302, f"/extranet/mail/demande/{request.public_id}/")
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "no-store")
    cookie = answer.cookies[settings.MAIL_LINK_COOKIE_NAME]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        answer["Location"],
        True,
        "Lax",
        3600,
    )
    page = reader.get(answer["Location"])
    assert page["Cache-Control"] == "no-store"
    token = path.split("/")[3]
    assert token not in str(answer.cookies)
    assert token not in page.content.decode()


def test_a_hundred_openings_change_nothing_and_the_link_still_works(office, reader):
    request = office.request()
    path, before = link_to(office.nadia.email), everything()
    states = [rows_of(model) for model in (ContactRequest, ActionLink)]

    for _ in range(50):
        reader.get(path, follow=True)
        reader.head(path, follow=True)

    assert everything() == before
    assert [rows_of(model) for model in (ContactRequest, ActionLink)] == states
    press(reader, request, "prise-en-charge")
    assert ContactRequest.objects.get().owner == office.nadia


def test_the_page_shows_less_than_the_mail(office, reader):
    office.request(first_name="Lina", age=19, message="Plutôt le matin.")

    page = words(opened(reader, office.nadia.email))

    assert "Lina, 18 à 25 ans" in page
    assert "au plus tard le mercredi 25 novembre" in page
    assert "Préparer ton entretien" in page
    told = ("06 39 98 12 34", "+33639981234", "lina@example.org", "Plutôt le matin", "Je cherche du travail")
    assert [each for each in (*told, "Handicap", "19 ans") if each in page] == []


def test_a_sensitive_theme_is_not_named(office, reader):
    offer = OfferFactory(
        structure=office.structure,
        theme=ThemeFactory(code="sante", is_sensitive=True),
        title="Parler à quelqu’un",
        contact_emails=[office.nadia.email],
    )
    office.request(offer=offer)

    assert "Parler à quelqu’un" not in opened(reader, office.nadia.email)


def test_without_the_link_nothing_is_shown(office, reader):
    request = office.request()

    answer = reader.get(f"/extranet/mail/demande/{request.public_id}/")

    assert answer.status_code == 404
    assert "Lina" not in answer.content.decode()


def test_the_pass_of_one_request_opens_no_other(office, reader):
    mine, other = office.request(), office.request()
    path = f"/extranet/mail/demande/{other.public_id}/"
    reader.get(link_to(office.nadia.email))
    first = ActionLink.objects.get(contact_request=mine)
    answer = HttpResponse()
    MailPass(first.pk).write(answer, mine.public_id)
    stranger = Client()
    stranger.cookies[settings.MAIL_LINK_COOKIE_NAME] = answer.cookies[settings.MAIL_LINK_COOKIE_NAME].value

    assert stranger.get(path).status_code == 404


# --- The gestures -----------------------------------------------------------------------------------
def test_i_take_care_of_it(office, reader):
    request = office.request()
    opened(reader, office.nadia.email)

    page = words(press(reader, request, "prise-en-charge"))

    request.refresh_from_db()
    assert (request.status, request.owner) == ("TAKEN_UP", office.nadia)
    assert "Vous suivez maintenant cette demande." in page
    assert "Lina reçoit ce message par e-mail :" in page
    assert "Nadia va te contacter" in page
    assert "Je m’en occupe" not in page
    facts = trail.looks_at(request).get(code="contact_request.acted_from_mail")
    assert (facts.actor_id, facts.facts["via"], facts.facts["chosen"]) == (office.nadia.pk, "mail", False)


@pytest.mark.parametrize(
    ("gesture", "status", "said"),
    [
        ("contact", "CONTACTED", "C’est noté : vous vous êtes parlé. La promesse est tenue."),
        ("sans-reponse", "TAKEN_UP", "C’est noté : pas de réponse. La promesse est tenue."),
        ("message-laisse", "TAKEN_UP", "C’est noté : message vocal laissé. La promesse est tenue."),
    ],
)
def test_a_call_keeps_the_promise(office, reader, gesture, status, said):
    request = office.request()
    opened(reader, office.nadia.email)

    page = words(press(reader, request, gesture))

    request.refresh_from_db()
    assert (request.status, request.owner, request.first_attempt_at) == (
        status,
        office.nadia,
        office.hands.now,
    )
    assert said in page


def test_the_same_press_twice_counts_once(office, reader):
    request = office.request()
    opened(reader, office.nadia.email)

    press(reader, request, "sans-reponse", known=0)
    page = words(press(reader, request, "sans-reponse", known=0))

    assert request.follow_ups.count() == 1
    assert "Une suite vient d’être notée" in page


def test_not_for_us_is_told_to_the_managers_and_changes_nothing_for_lina(office, reader):
    rose = ReferentFactory(structure=office.structure, role="MANAGER").user
    request = office.request()
    before = OutgoingMessage.objects.filter(to_address="lina@example.org").count()
    opened(reader, office.nadia.email)

    page = words(press(reader, request, "pas-pour-nous"))

    request.refresh_from_db()
    assert (request.status, request.owner) == ("SENT", None)
    assert "La promesse court toujours" in page
    mail = OutgoingMessage.objects.get(to_address=rose.email)
    assert "Nadia Belkacem signale" in mail.body
    assert OutgoingMessage.objects.filter(to_address="lina@example.org").count() == before
    assert request.follow_ups.get().visibility == "PRIVATE"


# --- A shared mailbox -------------------------------------------------------------------------------
def test_in_a_shared_mailbox_one_says_who_one_is(office, shared):
    karim = ReferentFactory(
        structure=office.structure, user__first_name="Karim", user__last_name="Diallo"
    ).user
    request = office.request()

    page = words(opened(shared, MAILBOX))
    assert ("Nadia B." in page, "Karim D." in page) == (True, True)
    assert "Dites d’abord qui vous êtes." in words(press(shared, request, "prise-en-charge"))

    press(shared, request, "prise-en-charge", who=karim.pk)

    request.refresh_from_db()
    assert request.owner == karim
    assert trail.looks_at(request).get(code="contact_request.acted_from_mail").facts["chosen"] is True


def test_nobody_else_can_be_named(office, shared):
    request = office.request()
    opened(shared, MAILBOX)
    for somebody in (UserFactory(), ReferentFactory().user, MandateFactory().user):
        press(shared, request, "prise-en-charge", who=somebody.pk)

    request.refresh_from_db()
    assert request.status == "SENT"


def test_a_person_does_not_act_under_the_name_of_another(office, reader):
    karim = ReferentFactory(structure=office.structure).user
    request = office.request()
    opened(reader, office.nadia.email)

    press(reader, request, "prise-en-charge", who=karim.pk)

    request.refresh_from_db()
    assert request.owner == office.nadia


# --- What ends it -----------------------------------------------------------------------------------
def give_to_karim(office, request):
    karim = ReferentFactory(structure=office.structure).user
    actions.assign(request, to=karim, by=office.nadia, now=office.hands.now)


def end_it(office, request):
    actions.withdraw(request, now=office.hands.now)


def disable(office, request):
    accounts.disable(office.nadia, by=None, now=office.hands.now)


def leave_the_structure(office, request):
    office.nadia.referents.update(ends_on=office.hands.now.date() - timedelta(days=1))


def wait_eight_days(office, request):
    office.hands.forward(days=8, seconds=1)


ENDINGS = [give_to_karim, end_it, disable, leave_the_structure, wait_eight_days]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_link_dies(office, reader, ending):
    request = office.request()
    path = link_to(office.nadia.email)
    reader.get(path)

    ending(office, request)
    office.hands.forward(seconds=1)
    request.refresh_from_db()
    status = request.status

    answer = reader.get(path)
    assert (answer.status_code, answer["Referrer-Policy"]) == (404, "no-referrer")
    assert "Ce lien ne permet plus d’agir" in answer.content.decode()
    assert "Ce lien ne permet plus d’agir" in press(reader, request, "contact")
    request.refresh_from_db()
    assert (request.status, request.follow_ups.count()) == (status, 0)


def test_a_mailbox_that_is_no_longer_the_contact_opens_nothing(office, shared):
    office.request()
    path = link_to(MAILBOX)
    office.offer.contact_emails = ["nouvel-accueil@example.org"]
    office.offer.save()

    assert shared.get(path).status_code == 404


def test_the_mailbox_of_somebody_who_left_opens_nothing(office, reader):
    """It stood in for a colleague; the mandate ended, the account is still open elsewhere."""
    ines = ReferentFactory(structure=office.structure)
    today = office.hands.now.date()
    week = {"starts_on": today, "ends_on": today + timedelta(days=7)}
    plan = Plan(office.structure, ines.user, rule=Absence.Rule.MAILBOX, mailbox="relais@example.org", **week)
    partners.declare_absence(plan, by=ines.user, now=office.hands.now)
    office.request()
    path = link_to("relais@example.org")
    assert reader.get(path).status_code == 302

    ines.ends_on = today - timedelta(days=1)
    ines.save()

    assert reader.get(path).status_code == 404


def test_the_new_owner_has_a_link_of_their_own(office, reader):
    request = office.request()
    karim = ReferentFactory(structure=office.structure).user
    actions.assign(request, to=karim, by=office.nadia, now=office.hands.forward(seconds=1))

    opened(reader, karim.email)
    press(reader, request, "contact")

    request.refresh_from_db()
    assert (request.status, request.owner) == ("CONTACTED", karim)


@pytest.mark.parametrize("token", ["x" * 32, "demande", "00000000"])
def test_an_unknown_link_says_what_to_do(reader, token):
    answer = reader.get(f"/extranet/mail/{token}/")

    assert answer.status_code == 404
    assert "Me connecter" in answer.content.decode()


def test_a_link_of_another_kind_opens_nothing(office, reader):
    request = office.request()
    assert reader.get(f"/extranet/mail/{token_for(request.filing)}/").status_code == 404
    assert reader.get(f"/suivi/{link_to(office.nadia.email).split('/')[3]}/").status_code == 404


def test_twenty_presses_an_hour_are_enough(office, reader):
    request = office.request()
    opened(reader, office.nadia.email)
    for _ in range(20):
        press(reader, request, "contact", known=99)

    assert "Réessayez dans une heure" in words(press(reader, request, "contact"))
    assert request.follow_ups.count() == 0


def test_the_trace_and_the_tables_never_hold_the_token(office, reader):
    office.request()
    token = link_to(office.nadia.email).split("/")[3]
    opened(reader, office.nadia.email)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry WHERE facts::text LIKE %s", [f"%{token}%"])
        assert cursor.fetchone() == (0,)
