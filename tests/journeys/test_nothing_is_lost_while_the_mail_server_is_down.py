"""The request is in the database and in the extranet at once; messages leave when the server is back."""

import pytest

from boussole.mail.models import OutgoingMessage
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory
from tests.fakes.smtp import free_port
from tests.journeys.professional import Professional
from tests.journeys.shortcuts import carry, enter_as, visit_of_lina
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser


def test_nothing_is_lost_while_the_mail_server_is_down(open_window, live_server, clock, post, settings):
    lina, referent = given_lina_in_front_of_the_form(open_window, live_server, clock)
    given_a_mail_server_that_does_not_answer(settings)

    when_lina_sends_her_request(lina)
    then_she_is_promised_a_date_all_the_same(lina)
    when_the_worker_tries(post)
    then_every_message_waits(post)
    and_the_referent_reads_the_request_already(referent)

    when_a_quarter_of_an_hour_passes(clock)
    then_the_referent_is_told_that_a_message_waits(referent)

    when_the_mail_server_is_back(settings, post, clock)
    then_each_message_arrives_once(post)


def given_lina_in_front_of_the_form(open_window, live_server, clock):
    TerritoryThemeFactory()
    QuestionnaireFactory()
    structure, user = StructureFactory.with_referent(name="Le Phare")
    offer = OfferFactory(structure=structure, contact_emails=["accueil@example.org"])
    lina = YoungPerson(open_window(width=360), clock)
    carry(lina.page, live_server.url, visit_of_lina(offer))
    lina.page.goto("/ma-demande/")
    desk = Professional(open_window(), user.email)
    enter_as(desk.page, live_server.url, user)
    return lina, desk


def given_a_mail_server_that_does_not_answer(settings):
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}/?tls=0"


def when_lina_sends_her_request(lina):
    lina.fills_in(email="lina@example.org")
    lina.sends()


def then_she_is_promised_a_date_all_the_same(lina):
    assert lina.title == "C’est envoyé, Lina"
    lina.reads("On te répond au plus tard mercredi 25 novembre")


def when_the_worker_tries(post):
    post.deliver()


def then_every_message_waits(post):
    assert post.smtp.received == []
    states = OutgoingMessage.objects.order_by("template").values_list("template", "status")
    assert [(name.rpartition("/")[2], status) for name, status in states] == [
        ("acknowledgement", "TODO"),
        ("recap", "TODO"),
    ]


def and_the_referent_reads_the_request_already(referent):
    referent.page.goto("/extranet/")
    referent.reads("Lina, 19 ans")


def when_a_quarter_of_an_hour_passes(clock):
    clock.forward(minutes=16)


def then_the_referent_is_told_that_a_message_waits(referent):
    referent.page.reload()
    referent.reads("Un message n’est pas parti", "rien n’est perdu")


def when_the_mail_server_is_back(settings, post, clock):
    settings.SMTP_URL = post.smtp.url
    clock.forward(minutes=30)
    post.bring_retries_forward()
    post.deliver()


def then_each_message_arrives_once(post):
    assert len(post.smtp.received) == 2
    assert len(post.mails_to("lina@example.org")) == 1
    assert len(post.mails_to("accueil@example.org")) == 1
