"""A charter, from its text to the signatures of four people: what each step requires, writes and tells."""

from datetime import timedelta

import pytest

from boussole.accounts import actions as accounts
from boussole.audit.models import Entry
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.partners.actions import charters
from boussole.partners.actions.charters import CharterRefused, Person, SigningRefused, TextRefused, Wording
from boussole.partners.charters import links
from boussole.partners.models import (
    CharterAgreement,
    CharterText,
    DirectoryCoordinate,
    Signatory,
    SignatureCode,
)
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.partners import CharterFactory
from tests.factories.territories import TerritoryFactory
from tests.partners.charter_signing import (
    DAY,
    Office,
    code_sent_to,
    mails,
    office,
    token_sent_to,
)

pytestmark = pytest.mark.django_db
Status = CharterAgreement.Status
Proof = Signatory.Proof


@pytest.fixture
def place() -> Office:
    return office()


def test_a_charter_is_prepared_with_the_people_that_we_know(place):
    agreement = place.prepared()

    people = {each.role: (each.name, each.email) for each in agreement.signatories.all()}
    assert agreement.status == Status.PREPARED
    assert agreement.text == place.text
    assert people == {
        "REPRESENTATIVE": (place.manager.full_name, place.manager.email),
        "REFERENT": (place.manager.full_name, place.manager.email),
        "DIRECTOR": ("Sylvie Meunier-Okafor", "direction@example.org"),
        "ANIMATOR": ("Claire Morel", place.claire.email),
    }


def test_only_the_animation_of_the_territory_prepares(place):
    other = MandateFactory(territory__code="ain", territory__areas=["departement:01"]).user
    with pytest.raises(NotAllowed, match="Seule l’animation de ce territoire"):
        charters.prepare(place.structure, place.territory, by=other, day=DAY, now=NOW)


def test_sent_the_words_are_frozen_and_each_gets_a_link_of_their_own(place):
    agreement = place.sent()

    assert (
        agreement.words
        == "La Fabrique et Info Jeunes Loire s’engagent.\n\nFait le lundi 23\u00a0novembre 2026."
    )
    assert len(agreement.words_hash) == 64
    assert mails("charter_to_sign") == sorted(
        ["representative@example.org", "referent@example.org", "director@example.org", place.claire.email]
    )
    tokens = {token_sent_to(address) for address in mails("charter_to_sign")}
    assert len(tokens) == 4
    CharterText.objects.update(body="Autre chose.")
    assert CharterAgreement.objects.get().words == agreement.words


def test_nobody_is_written_to_while_an_address_is_missing(place):
    agreement = place.prepared()
    Signatory.objects.filter(role="DIRECTOR").update(email="")

    with pytest.raises(CharterRefused, match="Direction de l’organisme d’animation"):
        charters.send(agreement, by=place.claire, day=DAY, now=NOW)
    assert mails("charter_to_sign") == []


def test_four_signatures_in_any_order_bring_it_into_force(place):
    former = CharterFactory(structure=place.structure, territory=place.territory)
    elsewhere = CharterFactory(structure=place.structure, territory=TerritoryFactory(code="ailleurs"))
    place.sent()
    for role in ("ANIMATOR", "REFERENT", "DIRECTOR"):
        assert place.sign(role).status == Status.SIGNING
    agreement = place.sign("REPRESENTATIVE")

    former.refresh_from_db()
    elsewhere.refresh_from_db()
    assert elsewhere.status == Status.IN_FORCE, "with another territory, it goes on"
    assert (agreement.status, agreement.signed_on, agreement.replaces) == (Status.IN_FORCE, DAY, former)
    assert former.status == Status.REPLACED
    proofs = dict(agreement.signatories.values_list("role", "proof"))
    assert proofs == {
        "ANIMATOR": Proof.ACCOUNT,
        "REFERENT": Proof.MAILBOX,
        "DIRECTOR": Proof.MAILBOX,
        "REPRESENTATIVE": Proof.MAILBOX,
    }
    assert set(agreement.signatories.values_list("words_hash", flat=True)) == {agreement.words_hash}
    told = [*mails("charter_to_sign"), place.manager.email]
    assert mails("charter_in_force") == sorted(told)
    assert Entry.objects.filter(code="charter.signed").count() == 4


def test_a_prospect_whose_charter_is_signed_is_a_partner():
    place = office(status="INVITED")
    place.signed()

    place.structure.refresh_from_db()
    assert place.structure.status == "ACTIVE"
    assert list(place.structure.steps.values_list("from_status", "to_status")) == [("INVITED", "ACTIVE")]


def test_the_code_of_one_signs_for_nobody_else(place):
    place.sent()
    referent, director = place.signatory("REFERENT"), place.signatory("DIRECTOR")
    charters.ask_code(referent, now=NOW)
    digits = code_sent_to(referent.email)

    assert not charters.try_code(director, digits, now=NOW).is_right
    charters.ask_code(director, now=NOW)
    assert not charters.try_code(director, digits, now=NOW).is_right
    assert charters.try_code(referent, digits, now=NOW).is_right
    assert not charters.try_code(referent, digits, now=NOW).is_right, "a code works once"


def test_five_wrong_codes_close_the_code_and_ten_minutes_too(place):
    place.sent()
    referent = place.signatory("REFERENT")
    charters.ask_code(referent, now=NOW)
    digits = code_sent_to(referent.email)
    wrong = "000000" if digits != "000000" else "111111"

    assert [charters.try_code(referent, wrong, now=NOW).tries_left for _ in range(5)] == [4, 3, 2, 1, 0]
    assert not charters.try_code(referent, digits, now=NOW).is_right

    charters.ask_code(referent, now=NOW)
    late = NOW + timedelta(minutes=10)
    assert not charters.try_code(referent, code_sent_to(referent.email), now=late).is_right


def test_whoever_has_an_account_signs_with_it_and_with_no_other(place):
    place.sent()
    claire = place.signatory("ANIMATOR")
    words = claire.agreement.words_hash

    with pytest.raises(SigningRefused, match="connectez-vous"):
        charters.ask_code(claire, now=NOW)
    for proof, by in ((Proof.MAILBOX, None), (Proof.ACCOUNT, place.manager), (Proof.ACCOUNT, None)):
        with pytest.raises(SigningRefused):
            charters.sign(claire, proof=proof, words_hash=words, by=by, now=NOW)
    with pytest.raises(SigningRefused):
        charters.sign(
            place.signatory("REFERENT"), proof=Proof.ACCOUNT, words_hash=words, by=place.claire, now=NOW
        )
    with pytest.raises(SigningRefused, match="quelqu’un d’autre"):
        charters.own_link(claire, by=place.manager, now=NOW)
    assert not Signatory.objects.filter(signed_at__isnull=False).exists()


def test_other_words_than_those_that_were_sent_are_not_signed(place):
    agreement = place.sent()
    claire = place.signatory("ANIMATOR")
    with pytest.raises(SigningRefused, match="n’est plus celui que vous avez lu"):
        charters.sign(claire, proof=Proof.ACCOUNT, words_hash="0" * 64, by=place.claire, now=NOW)

    CharterAgreement.objects.filter(pk=agreement.pk).update(words=agreement.words + " Et plus.")
    with pytest.raises(SigningRefused):
        charters.sign(claire, proof=Proof.ACCOUNT, words_hash=agreement.words_hash, by=place.claire, now=NOW)


def test_a_refusal_stops_it_and_says_why(place):
    place.sent()
    place.sign("REFERENT")
    director = place.signatory("DIRECTOR")
    token = token_sent_to("representative@example.org")
    agreement = charters.refuse(director, proof=Proof.MAILBOX, reason="Pas cette année.", now=NOW)

    assert agreement.status == Status.REFUSED
    assert links.behind(token, NOW) is None
    assert mails("charter_refused") == [place.claire.email]
    assert mails("charter_called_off") == ["referent@example.org", "representative@example.org"]
    told = OutgoingMessage.objects.get(template__endswith="/charter_refused")
    assert "Voyez ensemble ce qui bloque" in told.body, (
        "the director is of the animation: no structure to call"
    )
    with pytest.raises(NotAllowed, match="elle n’attend plus de signature"):
        place.sign("REPRESENTATIVE")


def test_another_address_before_signing_closes_the_former_link(place):
    place.sent()
    director = place.signatory("DIRECTOR")
    former = token_sent_to(director.email)
    charters.ask_code(director, now=NOW)
    person = Person(director.name, director.function, "nouvelle.direction@example.org")
    charters.change_signatory(director, person, by=place.claire, day=DAY, now=NOW)

    assert links.behind(former, NOW) is None
    assert not SignatureCode.objects.filter(signatory=director).exists()
    assert links.behind(token_sent_to("nouvelle.direction@example.org"), NOW).signatory == director

    place.sign("DIRECTOR")
    with pytest.raises(NotAllowed, match="a déjà répondu"):
        charters.change_signatory(place.signatory("DIRECTOR"), person, by=place.claire, day=DAY, now=NOW)


def test_a_name_that_the_words_quote_cannot_change_once_sent(place):
    CharterText.objects.update(body="Représentée par {representant}.")
    place.sent()
    signatory = place.signatory("REPRESENTATIVE")
    other = Person("Quelqu’un d’autre", signatory.function, signatory.email)
    with pytest.raises(CharterRefused, match="abandonnez cette charte"):
        charters.change_signatory(signatory, other, by=place.claire, day=DAY, now=NOW)


def test_who_left_signs_no_more(place):
    place.sent()
    token, mandate = token_sent_to(place.claire.email), place.claire.mandates.get()
    SignatureCode.objects.create(signatory=place.signatory("ANIMATOR"), sent_at=NOW, expires_at=NOW)
    DirectoryCoordinate.objects.create(mandate=mandate, kind="EMAIL", value="a@example.org", changed_at=NOW)
    accounts.disable(place.claire, by=None, now=NOW)

    assert links.behind(token, NOW) is None
    assert not SignatureCode.objects.exists()
    assert not DirectoryCoordinate.objects.exists()
    with pytest.raises(MoveRefused, match="désactivé"):
        place.sign("ANIMATOR")


def test_given_up_it_tells_whoever_was_asked(place):
    agreement = place.sent()
    charters.cancel(agreement, note="Le directeur change.", by=place.claire, day=DAY, now=NOW)

    agreement.refresh_from_db()
    assert agreement.status == Status.CANCELLED
    assert len(mails("charter_called_off")) == 4
    waiting = OutgoingMessage.objects.filter(template__endswith="/charter_to_sign", status="TODO")
    assert not waiting.exists(), "no link leaves any more"


def test_reminders_leave_once_each_in_office_hours(place):
    place.sent()
    place.sign("REFERENT")
    week = NOW + timedelta(days=7)

    assert charters.remind_due(now=week.replace(hour=2)) == 0
    assert charters.remind_due(now=week) == 3
    assert charters.remind_due(now=week + timedelta(hours=1)) == 0
    assert charters.remind_due(now=NOW + timedelta(days=14)) == 3
    assert charters.remind_due(now=NOW + timedelta(days=30)) == 3
    assert charters.remind_due(now=NOW + timedelta(days=60)) == 0


# --- Texts -------------------------------------------------------------------------------------------
@pytest.fixture
def nadege() -> object:
    return MandateFactory(role="NATIONAL", territory=None).user


def test_a_text_with_an_unknown_field_is_refused(nadege):
    with pytest.raises(TextRefused, match="n’existe pas"):
        charters.write_text(None, Wording("Charte", "Bonjour {nom}"), by=nadege, day=DAY, now=NOW)


def test_an_animator_writes_for_the_territory_and_not_for_the_country(place):
    wording = Wording("Charte de la Loire", "Bonjour {structure}")
    with pytest.raises(NotAllowed):
        charters.write_text(None, wording, by=place.claire, day=DAY, now=NOW)
    own = charters.write_text(place.territory, wording, by=place.claire, day=DAY, now=NOW)
    charters.publish_text(own, asks_again=False, what_changes="", by=place.claire, day=DAY, now=NOW)

    assert place.prepared().text == own


def test_when_the_substance_changes_each_charter_in_force_is_prepared_again(place, nadege):
    former = place.signed()
    text = charters.write_text(
        None, Wording("Charte", "Autrement, {structure}."), by=nadege, day=DAY, now=NOW
    )
    with pytest.raises(TextRefused, match="Dites ce qui change"):
        charters.publish_text(text, asks_again=True, what_changes=" ", by=nadege, day=DAY, now=NOW)
    prepared = charters.publish_text(
        text, asks_again=True, what_changes="Le délai.", by=nadege, day=DAY, now=NOW
    )

    place.text.refresh_from_db()
    assert (place.text.status, text.number) == ("REPLACED", 2)
    assert [(each.status, each.replaces, each.text.number) for each in prepared] == [("PREPARED", former, 2)]
    names = list(prepared[0].signatories.values_list("email", flat=True))
    assert sorted(names) == sorted(former.signatories.values_list("email", flat=True))
    assert mails("charter_text_changed") == [place.claire.email]
    former.refresh_from_db()
    assert former.status == Status.IN_FORCE, "it lasts until the new one is signed"
    charters.send(prepared[0], by=place.claire, day=DAY, now=NOW)
    told = OutgoingMessage.objects.filter(
        template__endswith="/charter_to_sign", body__contains="«\u00a0Le délai.\u00a0»"
    )
    assert told.count() == 4, "whoever signs again reads what changes"


def test_a_charter_older_than_the_service_is_prepared_with_whoever_animates(place, nadege):
    CharterFactory(structure=place.structure, territory=place.territory)
    text = charters.write_text(
        None, Wording("Charte", "Autrement, {structure}."), by=nadege, day=DAY, now=NOW
    )
    (prepared,) = charters.publish_text(
        text, asks_again=True, what_changes="Tout.", by=nadege, day=DAY, now=NOW
    )
    assert prepared.signatories.get(role="ANIMATOR").email == place.claire.email, "nothing left to complete"


def test_when_only_the_form_changes_nobody_signs_again(place, nadege):
    place.signed()
    text = charters.write_text(
        None, Wording("Charte", "Autrement, {structure}."), by=nadege, day=DAY, now=NOW
    )
    assert charters.publish_text(text, asks_again=False, what_changes="", by=nadege, day=DAY, now=NOW) == []
    assert CharterAgreement.objects.count() == 1


def test_another_body_carries_the_territory_and_its_charters_are_prepared_again():
    place = office()
    signed = place.signed()
    assert not CharterAgreement.objects.naming_another_carrier(place.territory).exists()
    place.territory.carrier_name = "Maison des jeunes de la Loire"
    place.territory.save()
    act = {"by": place.claire, "day": DAY, "now": NOW}
    (prepared,) = charters.renew_with_carrier(place.territory, **act)

    signed.refresh_from_db()
    assert (prepared.replaces, prepared.status, signed.status) == (signed, "PREPARED", "IN_FORCE")
    assert charters.renew_with_carrier(place.territory, **act) == [], "once"
    with pytest.raises(NotAllowed):
        charters.renew_with_carrier(place.territory, by=place.manager, day=DAY, now=NOW)
