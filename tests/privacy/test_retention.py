"""We forget in time, and tell people what we hold."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from boussole.audit import trail, vocabulary
from boussole.audit.models import Entry
from boussole.core import clock
from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage, WorkerBeat
from boussole.privacy import actions, limits, registry
from boussole.privacy.models import Hits
from boussole.privacy.registry import Rule, Then

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CANARY = "Zoé Canari"


def write(*, at=NOW, status="SENT"):
    context = {"troubles": [], "count": CANARY, "late": 0}
    about = WorkerBeat(name="demande-1")
    with transaction.atomic():
        message = outbox.send(
            template="mail/emails/operator_alert",
            to="zoe.canari@example.org",
            context=context,
            about=about,
            now=at,
        )
        if status != "TODO":
            message.move_to(OutgoingMessage.Status(status), at=at)
    return message


def counts(applied):
    return {each.rule.code: each.count for each in applied}


def test_the_text_of_a_message_is_erased_after_some_weeks_and_its_row_after_a_year(settings):
    message = write()

    actions.apply_retention(NOW + timedelta(days=settings.MAIL_RETENTION_DAYS - 1))
    assert OutgoingMessage.objects.get().body.count(CANARY) == 1
    actions.apply_retention(NOW + timedelta(days=settings.MAIL_RETENTION_DAYS + 1))
    erased = OutgoingMessage.objects.get()
    assert (erased.pk, erased.to_address, erased.subject, erased.body) == (message.pk, "", "", "")
    actions.apply_retention(NOW + timedelta(days=366))

    assert OutgoingMessage.objects.count() == 0


def test_a_message_that_still_waits_is_not_erased():
    write(status="TODO")

    actions.apply_retention(NOW + timedelta(days=90))

    assert OutgoingMessage.objects.get().to_address == "zoe.canari@example.org"


def test_the_trace_is_forgotten_after_a_year(monkeypatch):
    monkeypatch.setattr(vocabulary, "_codes", {"test.opened"})
    trail.record("test.opened", by=None, on=None, at=NOW)

    actions.apply_retention(NOW + timedelta(days=364))
    assert Entry.objects.count() == 1
    actions.apply_retention(NOW + timedelta(days=366))

    assert Entry.objects.count() == 0


def test_counters_and_sessions_that_are_over_are_forgotten():
    now = clock.real_now()
    limits.hit("filing", "192.0.2.1", limit=3, per=timedelta(hours=1), now=now - timedelta(hours=2))
    Session.objects.create(session_key="over", session_data="", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="open", session_data="", expire_date=now + timedelta(hours=1))

    actions.apply_retention(now + timedelta(days=3))  # the clock of the demo signs nobody out

    assert Hits.objects.count() == 0
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


def test_a_dry_run_counts_and_changes_nothing():
    write()

    done = counts(actions.apply_retention(NOW + timedelta(days=90), dry_run=True))

    assert done["mail.text"] == 1
    assert OutgoingMessage.objects.get().erased_at is None


def test_a_second_run_finds_nothing_left_to_do():
    write()
    later = NOW + timedelta(days=90)

    assert counts(actions.apply_retention(later))["mail.text"] == 1
    assert counts(actions.apply_retention(later))["mail.text"] == 0


def test_a_broken_rule_does_not_keep_the_others_from_their_work(monkeypatch):
    write()

    def broken(now, dry_run):
        raise ValueError(CANARY)

    monkeypatch.setitem(registry._registry.appliers, "audit.trace", broken)

    with pytest.raises(actions.RetentionFailed, match=r"^Not carried out: audit\.trace\.$"):
        actions.apply_retention(NOW + timedelta(days=90))
    assert OutgoingMessage.objects.get().body == ""


def test_the_command_says_what_it_would_do(capsys):
    write(at=clock.now() - timedelta(days=90))

    call_command("privacy_retention", "--dry-run")

    assert "       1 mail.text: 60 jours après l’écriture du message, effacé" in capsys.readouterr().out


def test_a_person_can_ask_what_we_hold(capsys):
    write()

    call_command("privacy_export", "Zoe.Canari@example.org")

    (told,) = json.loads(capsys.readouterr().out)["messages envoyés"]
    assert (told["voie"], told["état"], told["objet"]) == (
        "E-mail",
        "Envoyé",
        "Des messages de la Boussole ne partent pas",
    )
    with pytest.raises(CommandError, match="We hold nothing about this contact"):
        call_command("privacy_export", "nobody@example.org")


def test_a_rule_says_how_long_in_words():
    rule = Rule("x.closed", since="la clôture", then=Then.ERASE, days=183)

    assert rule.in_words() == "183 jours après la clôture"
    assert rule.before(NOW) == datetime(2026, 5, 24, 9, 0, tzinfo=UTC)
    assert (
        Rule("x.open", since="tant que le compte existe", then=Then.ERASE).in_words()
        == "tant que le compte existe"
    )


@pytest.mark.parametrize(
    "declare",
    [
        lambda: registry.declare("x.Twice", registry.not_personal("id"), registry.not_personal("id")),
        lambda: registry.declare_impersonal("accounts.User", because="no"),
        lambda: registry.rule("mail.text", since="jamais", then=Then.ERASE, days=1),
        lambda: registry.applies(Rule("mail.text", since="", then=Then.ERASE))(lambda now, dry_run: 0),
        lambda: registry.exports("messages envoyés")(lambda contact: []),
    ],
)
def test_a_thing_is_declared_once(declare):
    with pytest.raises(ValueError, match=r"[Tt]w(?:ice|o)"):
        declare()
