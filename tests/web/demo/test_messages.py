"""The inbox of the demo: every e-mail and SMS, as their recipients read them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory
from tests.typography import problems_in_html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

INBOX = "/demo/messages/"
Channel, Status = OutgoingMessage.Channel, OutgoingMessage.Status


def write(subject="Un message", **changes):
    fields = {
        "channel": Channel.EMAIL,
        "template": "test",
        "sender_name": "La Boussole",
        "to_address": "lina.19@example.org",
        "subject": subject,
        "body": "Bonjour Lina.",
        "created_at": NOW,
        "next_attempt_at": NOW,
    }
    return OutgoingMessage.objects.create(**fields | changes)


def page(client, path=INBOX):
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert problems_in_html(html) == []
    return html


def subjects(html):
    return re.findall(r'class="inbox__subject"[^>]*>([^<]+)<', html)


def test_an_acknowledgement_just_sent_is_there(client):
    FilingFactory(email="lina.19@example.org")

    html = page(client)

    assert "à lina.19@example.org" in html
    assert any(subject.startswith("Ta demande est bien partie") for subject in subjects(html))
    assert "En attente" in html


def test_an_empty_inbox_says_how_to_fill_it(client):
    assert "Envoyez une demande comme Lina" in page(client)


def test_the_newest_comes_first_under_its_day(client):
    write("Le premier", created_at=NOW - timedelta(days=1))
    write("Le second")

    html = page(client)

    assert subjects(html) == ["Le second", "Le premier"]
    assert html.index("lundi 23\u00a0novembre</h2>") < html.index("dimanche 22\u00a0novembre</h2>")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("destinataire=nadia", ["Pour Nadia"]),
        ("destinataire=06 39 98 00 19", ["Un SMS pour Lina"]),
        ("destinataire=%2B33639980019", ["Un SMS pour Lina"]),
        ("voie=SMS", ["Un SMS pour Lina"]),
        ("voie=EMAIL", ["Pour Nadia"]),
        ("voie=PIGEON", ["Un SMS pour Lina", "Pour Nadia"]),
    ],
)
def test_one_finds_the_messages_of_somebody_or_of_one_way(client, query, found):
    write("Pour Nadia", to_address="nadia.belkacem@example.org")
    write(
        "", channel=Channel.SMS, to_address="+33639980019", body="Un SMS pour Lina",
        created_at=NOW + timedelta(minutes=1),
    )  # fmt: skip

    assert subjects(page(client, f"{INBOX}?{query}")) == found


def test_nothing_found_says_so(client):
    write()

    assert "Personne n’a reçu de message" in page(client, f"{INBOX}?destinataire=quelqu’un")


def test_pages_follow_one_another_and_keep_the_filter(client):
    for number in range(65):
        write(f"Message {number}", created_at=NOW + timedelta(minutes=number))
    write("Pour une autre personne", to_address="nadia.belkacem@example.org")

    first = page(client, f"{INBOX}?destinataire=lina")
    second = page(client, INBOX + re.search(r'href="(\?[^"]+)" rel="next"', first)[1].replace("&amp;", "&"))
    third = page(client, INBOX + re.search(r'href="(\?[^"]+)" rel="next"', second)[1].replace("&amp;", "&"))
    back = page(client, INBOX + re.search(r'href="(\?[^"]+)" rel="prev"', third)[1].replace("&amp;", "&"))

    shown = subjects(first) + subjects(second) + subjects(third)
    assert shown == [f"Message {number}" for number in reversed(range(65))]
    assert subjects(back) == subjects(second)
    assert 'rel="next"' not in third


@pytest.mark.parametrize("cursor", ["n’importe quoi", "PjEuMQ", "PjEuMTIz", "%00"])
def test_a_cursor_that_means_nothing_gives_the_first_page(client, cursor):
    write("Le seul")

    assert subjects(page(client, f"{INBOX}?page={cursor}")) == ["Le seul"]


def test_an_email_is_read_with_its_links(client):
    message = write(
        "Ta demande est bien partie",
        body="Bonjour Lina,\n\nSuis-la ici\u00a0: http://testserver/suivi/abc_DEF-123/.\n\nÀ bientôt.\n",
        status=Status.SENT,
        sent_at=NOW,
        closed_at=NOW,
    )

    html = page(client, f"{INBOX}{message.pk}/")

    assert "<h1>Ta demande est bien partie</h1>" in html
    assert '<a href="http://testserver/suivi/abc_DEF-123/">http://testserver/suivi/abc_DEF-123/</a>.' in html
    assert "<p>À bientôt.</p>" in html
    assert "Envoyé" in html
    assert "lundi 23\u00a0novembre à 10\u00a0h\u00a000" in html


def test_an_sms_looks_like_one(client):
    message = write("", channel=Channel.SMS, to_address="+33639980019", body="On a essayé de te joindre.")

    html = page(client, f"{INBOX}{message.pk}/")

    assert "SMS au 06\u00a039\u00a098\u00a000\u00a019" in html
    assert 'class="handset__bubble"' in html


def test_what_people_typed_stays_text(client):
    message = write(
        "<script>alert(1)</script>",
        body='<img src=x onerror=alert(1)> http://testserver/"><script>alert(2)</script>',
    )

    for html in (client.get(INBOX), client.get(f"{INBOX}{message.pk}/")):
        assert "<script>alert" not in html.content.decode()
        assert "<img src=x" not in html.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"attempts": 3, "last_error": "smtp_451"},
            ["En attente", "3\u00a0essais", "prochain essai", "smtp_451"],
        ),
        ({"status": Status.DEAD, "closed_at": NOW, "attempts": 1}, ["Non distribué"]),
        ({"status": Status.BOUNCED, "closed_at": NOW, "sent_at": NOW}, ["Revenu"]),
        ({"status": Status.UNKNOWN, "closed_at": NOW}, ["Peut-être envoyé"]),
        ({"status": Status.CANCELLED, "closed_at": NOW}, ["Annulé"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_fate_of_a_message_is_told(client, changes, words):
    message = write(**changes)

    html = page(client, f"{INBOX}{message.pk}/")

    assert [word for word in words if word not in html] == []
    assert words[0] in page(client)


def test_a_forgotten_text_says_that_it_was_forgotten(client):
    message = write("", body="", to_address="", status=Status.SENT, sent_at=NOW, closed_at=NOW, erased_at=NOW)

    assert "Texte effacé" in page(client)
    assert "Le texte et l’adresse sont oubliés" in page(client, f"{INBOX}{message.pk}/")


def test_an_unknown_message_is_not_found(client):
    assert client.get(f"{INBOX}{uuid4()}/").status_code == 404
