"""A request passes to another structure, with the young person's agreement (charter clause P3)."""

from datetime import timedelta

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.redirections import accept, propose

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def phare():
    return StructureFactory(name="Le Phare")


@pytest.fixture
def contact_request(phare) -> ContactRequest:
    return ContactRequestFactory(structure=phare)


@pytest.fixture
def nadia(phare):
    return ReferentFactory(structure=phare, user__first_name="Nadia").user


@pytest.fixture
def escale():
    """Another structure, which answers within three days, and Karim who answers for it."""
    offer = OfferFactory(
        structure=StructureFactory(name="L’Escale"), title="Trouver un toit", promised_days=3
    )
    ReferentFactory(structure=offer.structure, user__first_name="Karim")
    return offer


@pytest.fixture
def karim(escale):
    return escale.structure.referents.get().user


def sent(*, since=NOW) -> set[str]:
    """The messages written since then, by name, the receipts of the form left aside."""
    rows = OutgoingMessage.objects.filter(created_at__gte=since).values_list("template", flat=True)
    return {name.rpartition("/")[2] for name in rows} - {"acknowledgement", "recap"}


def body(name: str) -> str:
    """What was written last, spaces made plain."""
    found = OutgoingMessage.objects.filter(template__endswith=f"/{name}").latest("created_at")
    return " ".join(found.body.split())


# --- The straight way -----------------------------------------------------------------------------
def test_with_an_agreement_told_by_voice_the_receiver_is_asked_at_once(contact_request, nadia, escale):
    redirection = propose(contact_request, to_offer=escale, by=nadia)

    assert (redirection.status, redirection.agreed_at, redirection.proposed_at) == ("PROPOSED", NOW, NOW)
    assert redirection.shared_fields == ["age", "commune", "situation/statut", "contact"]
    assert sent() == {"redirection_proposed"}
    contact_request.refresh_from_db()
    assert contact_request.status == "SENT"


def test_asked_on_the_page_nobody_is_asked_before_the_young_person(contact_request, nadia, escale, karim):
    redirection = propose(contact_request, to_offer=escale, by=nadia, agreement="ASKED")

    assert redirection.status == "WAITING_AGREEMENT"
    assert sent() == {"redirection_asked"}
    assert not Redirection.objects.received_by(karim, NOW).exists()

    redirection = actions.agree(redirection, now=LATER)

    assert (redirection.status, redirection.agreed_at) == ("PROPOSED", LATER)
    assert list(Redirection.objects.received_by(karim, LATER)) == [redirection]


def test_a_no_leaves_everything_where_it_was(contact_request, nadia, escale, karim):
    redirection = propose(contact_request, to_offer=escale, by=nadia, agreement="ASKED")

    redirection = actions.refuse(redirection, now=LATER)

    assert (redirection.status, redirection.ended_at) == ("REFUSED", LATER)
    assert sent(since=LATER) == {"redirection_refused"}
    assert not Redirection.objects.received_by(karim, LATER).exists()
    with pytest.raises(NotAllowed, match="n’a pas souhaité"):
        propose(contact_request, to_offer=escale, by=nadia, now=LATER)


def test_accepting_opens_a_new_promise_and_ends_the_old_one(contact_request, nadia, escale, karim):
    redirection = propose(contact_request, to_offer=escale, by=nadia)

    redirection = actions.accept(redirection, by=karim, now=LATER)

    new = redirection.successor
    assert (new.structure, new.offer, new.owner, new.status) == (escale.structure, escale, karim, "TAKEN_UP")
    assert (new.promised_days, new.filed_at) == (3, LATER)
    assert new.due_at.isoformat() == "2026-11-26T22:59:59+00:00"
    assert [line["question"] for line in new.situation] == ["statut"]
    contact_request.refresh_from_db()
    assert (contact_request.status, contact_request.outcome) == ("CLOSED", "REDIRECTED")
    assert sent(since=LATER) == {"redirection_accepted", "redirection_taken_over"}
    assert "L’Escale reprend ta demande" in body("redirection_accepted")
    assert "jeudi 26 novembre" in body("redirection_accepted")
    assert "Lina (19 ans)" in body("recap")
    assert "laissé un message" not in body("recap")  # she did not agree to pass it on


def test_declining_gives_it_back_with_its_clock(contact_request, nadia, escale, karim):
    redirection = propose(contact_request, to_offer=escale, by=nadia)

    redirection = actions.decline(
        redirection, reason="NO_ROOM", note="Complet jusqu’en mars", by=karim, now=LATER
    )

    assert (redirection.status, redirection.answered_by) == ("DECLINED", karim)
    assert sent(since=LATER) == {"redirection_declined"}  # the young person is not worried
    told = body("redirection_declined")
    assert "Nous n’avons plus de place" in told
    assert "mercredi 25 novembre" in told
    contact_request.refresh_from_db()
    assert contact_request.is_open
    with pytest.raises(NotAllowed, match="déjà décliné"):
        propose(contact_request, to_offer=escale, by=nadia, now=LATER)


def test_outside_the_network_the_young_person_gets_a_public_contact(contact_request, nadia):
    redirection = actions.orient_outside(
        contact_request,
        name="Clinique du droit",
        contact="01 99 00 12 12, le lundi",
        reason="NOT_OUR_PUBLIC",
        diagnosis="",
        by=nadia,
        now=LATER,
    )

    assert (redirection.status, redirection.is_outside, redirection.shared_fields) == ("ORIENTED", True, [])
    contact_request.refresh_from_db()
    assert contact_request.outcome == "REDIRECTED"
    assert "01 99 00 12 12" in body("redirection_outside")


def test_a_sensitive_theme_names_no_structure_in_messages(phare, nadia, escale, karim):
    health = ThemeFactory(code="sante", is_sensitive=True)
    request = ContactRequestFactory(offer=OfferFactory(structure=phare, theme=health))
    target = OfferFactory(structure=escale.structure, theme=health, title="Parler à quelqu’un")
    redirection = actions.agree(
        propose(request, to_offer=target, by=nadia, agreement="ASKED", shared_fields=[]), now=LATER
    )
    actions.accept(redirection, by=karim, now=LATER)
    actions.orient_outside(
        ContactRequestFactory(offer=OfferFactory(structure=phare, theme=health), now=LATER),
        name="Planning familial",
        contact="01 99 00 00 01",
        reason="OTHER_NEED",
        diagnosis="",
        by=nadia,
        now=LATER,
    )

    told = OutgoingMessage.objects.filter(to_address="lina@example.org").exclude(
        template__endswith="acknowledgement"
    )
    text = "\n".join(f"{each.subject}\n{each.body}" for each in told)
    assert told.count() == 3
    assert [word for word in ("Phare", "Escale", "Planning", "Parler") if word in text] == []


# --- Who may --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("referent", True),
        ("referent of another theme", False),
        ("another structure", False),
        ("animator before the third day late", False),
        ("animator after the third day late", True),
        ("animator of elsewhere", False),
    ],
)
def test_who_may_redirect(contact_request, phare, escale, who, allowed):
    now = contact_request.due_at + timedelta(days=2 if "before" in who else 3, seconds=1)
    if who.startswith("animator"):
        elsewhere = {"territory__code": "rhone", "territory__areas": ["departement:69"]}
        user = MandateFactory(**(elsewhere if "elsewhere" in who else {})).user
    else:
        referent = ReferentFactory(**({} if who == "another structure" else {"structure": phare}))
        if "theme" in who:
            referent.themes.add(ThemeFactory(code="loisirs"))
        user = referent.user

    asked = {"to_offer": escale, "by": user, "now": now, "agreement": "ASKED"}
    if allowed:
        assert propose(contact_request, **asked).status == "WAITING_AGREEMENT"
    else:
        with pytest.raises(NotAllowed):
            propose(contact_request, **asked)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("one's own", "votre structure"),
        ("not shown", "n’est plus proposée"),
        ("already asked by the young person", "déjà demandé"),
    ],
)
def test_where_it_cannot_go(contact_request, phare, nadia, case, reason):
    offers = {
        "one's own": lambda: OfferFactory(structure=phare),
        "not shown": lambda: OfferFactory(status="PAUSED"),
        "already asked by the young person": lambda: asked_too(contact_request),
    }

    with pytest.raises(NotAllowed, match=reason):
        propose(contact_request, to_offer=offers[case](), by=nadia)


def asked_too(contact_request):
    """The same form asked this other offer."""
    offer = OfferFactory()
    other = ContactRequestFactory(offer=offer)
    ContactRequest.objects.filter(pk=other.pk).update(filing=contact_request.filing)
    return offer


def test_one_redirection_at_a_time(contact_request, nadia, escale):
    propose(contact_request, to_offer=escale, by=nadia)

    with pytest.raises(NotAllowed, match="déjà en cours"):
        propose(contact_request, to_offer=OfferFactory(), by=nadia)


def test_a_chain_grows_but_never_loops(contact_request, nadia, escale, karim, phare):
    second = accept(propose(contact_request, to_offer=escale, by=nadia), by=karim).successor
    third_offer = OfferFactory(structure=StructureFactory(name="La Passerelle"))

    with pytest.raises(NotAllowed, match="déjà suivi"):
        propose(second, to_offer=OfferFactory(structure=phare), by=karim, now=LATER)
    third = accept(propose(second, to_offer=third_offer, by=karim, now=LATER), now=LATER).successor

    with pytest.raises(NotAllowed, match="déjà suivi"):
        propose(third, to_offer=OfferFactory(structure=phare), by=third.owner, now=LATER)


@pytest.mark.parametrize(
    ("diagnosis", "told"),
    [
        ("Lina cherche un toit", "le prénom"),
        ("La joindre au 06 39 98 12 34", "le numéro"),
        ("Écrire à LINA@example.org", "l’adresse e-mail"),
    ],
)
def test_a_pre_diagnosis_tells_nobody_who_it_is_about(contact_request, nadia, escale, diagnosis, told):
    with pytest.raises(NotAllowed, match=told):
        propose(contact_request, to_offer=escale, by=nadia, diagnosis=diagnosis)


def test_an_agreement_is_not_asked_of_somebody_who_cannot_be_written_to(phare, nadia, escale):
    request = ContactRequestFactory(structure=phare, email="", phone="+33199001234")

    with pytest.raises(NotAllowed, match="de vive voix"):
        propose(request, to_offer=escale, by=nadia, agreement="ASKED")


def test_what_the_sender_does_not_have_cannot_be_passed_on(contact_request, nadia, escale):
    with pytest.raises(NotAllowed, match="vient de changer"):
        propose(contact_request, to_offer=escale, by=nadia, shared_fields=["situation/ressources"])


# --- Two gestures at once -------------------------------------------------------------------------
def test_what_was_answered_is_answered(contact_request, nadia, escale, karim):
    redirection = propose(contact_request, to_offer=escale, by=nadia, agreement="ASKED")
    actions.agree(redirection, now=LATER)

    with pytest.raises(NotAllowed, match="déjà répondu"):
        actions.agree(redirection, now=LATER)
    with pytest.raises(NotAllowed, match="déjà répondu"):
        actions.refuse(redirection, now=LATER)
    actions.accept(redirection, by=karim, now=LATER)
    for again in (
        lambda: actions.accept(redirection, by=karim, now=LATER),
        lambda: actions.decline(redirection, reason="NO_ROOM", by=karim, now=LATER),
        lambda: actions.cancel(redirection, by=nadia, now=LATER),
    ):
        with pytest.raises(MoveRefused):
            again()
    assert ContactRequest.objects.filter(filing=contact_request.filing).count() == 2


def test_what_was_cancelled_cannot_be_accepted(contact_request, nadia, escale, karim):
    redirection = propose(contact_request, to_offer=escale, by=nadia)
    actions.cancel(redirection, by=nadia, now=LATER)

    with pytest.raises(NotAllowed, match="annulé"):
        actions.accept(redirection, by=karim, now=LATER)
    assert sent(since=LATER) == {"redirection_called_off"}


def test_asked_directly_meanwhile_the_receiver_declines(contact_request, nadia, escale, karim):
    redirection = propose(contact_request, to_offer=escale, by=nadia)
    other = ContactRequestFactory(offer=escale)
    ContactRequest.objects.filter(pk=other.pk).update(filing=contact_request.filing)

    with pytest.raises(NotAllowed, match="vous la suivez déjà"):
        actions.accept(redirection, by=karim, now=LATER)


@pytest.mark.parametrize("end", ["withdrawn", "closed", "erased"])
def test_a_request_that_ends_calls_its_redirection_off(contact_request, nadia, escale, karim, end):
    actions.take_up(contact_request, by=nadia, now=NOW)
    redirection = propose(contact_request, to_offer=escale, by=nadia)

    match end:
        case "withdrawn":
            actions.withdraw(contact_request, now=LATER)
        case "closed":
            actions.close(contact_request, outcome="NO_LONGER_NEEDED", by=nadia, now=LATER)
        case "erased":
            actions.erase(contact_request.filing, now=LATER)

    redirection.refresh_from_db()
    assert redirection.status == "CANCELLED"
    assert "redirection_called_off" in sent(since=LATER)
    if end == "erased":
        assert (redirection.diagnosis, redirection.shared_fields) == ("", [])


def test_an_ended_or_passed_on_request_cannot_be_reopened_nor_noted(contact_request, nadia, escale, karim):
    accept(propose(contact_request, to_offer=escale, by=nadia), by=karim)
    contact_request.refresh_from_db()

    with pytest.raises(NotAllowed, match="a repris cette demande"):
        actions.reopen(contact_request, reason="Elle rappelle", by=nadia, now=LATER)
    with pytest.raises(NotAllowed, match="a repris cette demande"):
        actions.add_note(contact_request, text="Elle rappelle", visibility="SHARED", by=nadia, now=LATER)


# --- The sender's figures --------------------------------------------------------------------------
def test_the_clock_of_the_sender_runs_until_somebody_accepts(contact_request, nadia, escale, karim):
    redirection = propose(contact_request, to_offer=escale, by=nadia)
    too_late = contact_request.due_at + timedelta(hours=1)

    accept(redirection, by=karim, now=too_late)

    contact_request.refresh_from_db()
    assert contact_request.promise_state(too_late) == "BROKEN"
