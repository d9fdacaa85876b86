"""Charters at every stage: to complete, to send, being signed, refused, in force on line and on paper, ending."""

from __future__ import annotations

from datetime import timedelta

from boussole.core.months import months_after
from boussole.mail.models import OutgoingMessage
from boussole.partners.actions import charters
from boussole.partners.actions.charters import Person, Wording
from boussole.partners.models import CharterAgreement, CharterText, Referent, Signatory, Structure
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.factories.accounts import PASSWORD
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.pages.world.loire import BUSY, World, ago
from tests.partners.charter_signing import code_sent_to
from tests.partners.test_charter_fields_and_dates import PNG

DAY = NOW.date()
OTHERS = {
    "REPRESENTATIVE": Person("Thérèse Okonkwo-Lemaire", "Présidente", "therese.okonkwo@example.org"),
    "REFERENT": Person("Samir Haddad", "Conseiller", "samir.haddad@example.org"),
    "DIRECTOR": Person("Sylvie Meunier", "Directrice", "sylvie.meunier@example.org"),
}


def add_charters(world: World) -> None:
    loire = Territory.objects.get(code="loire")
    animator = world.users["animator"]
    animator.set_password(PASSWORD)  # an account that opens: it is what signs
    animator.save()
    found = {
        "to complete": _prepared(world, loire, "La Maison des possibles"),
        "prepared": _named(world, _prepared(world, loire, "L’Atelier du Pilat")),
        "signing": _sent(world, loire, "Le Tremplin du Gier"),
        "refused": _sent(world, loire, "La Passerelle"),
        "signed": _sent(world, loire, "Le Comptoir des métiers"),
        "paper": _sent(world, loire, "Association de la Plaine"),
        "ending": _sent(world, loire, "Le Point Santé"),
    }
    _sign("REFERENT", found["signing"])
    director = _of("DIRECTOR", found["refused"])
    reason = "Notre conseil d’administration se prononce en janvier."
    charters.refuse(director, proof=Signatory.Proof.MAILBOX, reason=reason, now=ago(days=1))
    for name in ("signed", "ending"):
        for role in Signatory.Role.values:
            _sign(role, found[name])
    charters.file_scan(
        found["paper"], PNG, signed_on=DAY, by=world.users["animator"], day=DAY, now=ago(hours=5)
    )
    _end(world, found["ending"])
    answers = ReferentFactory(structure=found["ending"].structure, role=Referent.Role.MANAGER)
    world.users["answers"] = answers.user
    busy = Structure.objects.get(code=BUSY)
    own = CharterAgreement.objects.filter(structure=busy, status="IN_FORCE").latest("pk")
    world.paths |= {f"charter {name}": f"/animation/chartes/{row.public_id}/" for name, row in found.items()}
    world.paths |= {
        "charter prepare": f"/animation/partenaires/{found['to complete'].structure.public_id}/charte/",
        "own charter": f"/extranet/structure/{busy.public_id}/charte/",
        "end proposed": f"/animation/chartes/{found['ending'].public_id}/fin-plus-proche/",
        "end to answer": f"/extranet/chartes/{found['ending'].public_id}/fin-plus-proche/",
        "own notice": f"/extranet/chartes/{own.public_id}/preavis/",
        "colleague charter": f"/extranet/structure/{found['signed'].structure.public_id}/charte/",
        "signature link": _link_to(found["signing"], "REPRESENTATIVE"),
        "signed link": _link_to(found["signing"], "REFERENT"),
        "account signature link": _link_to(found["signing"], "ANIMATOR"),
        "refusal": f"/extranet/signature/charte/{_of('REPRESENTATIVE', found['signing']).public_id}/refus/",
    }
    _add_texts(world)


def _prepared(world: World, loire: Territory, name: str) -> CharterAgreement:
    structure = StructureFactory(name=name, charter=None)
    act = {"by": world.users["animator"], "day": DAY, "now": ago(days=4)}
    return charters.prepare(structure, loire, **act)


def _named(world: World, agreement: CharterAgreement) -> CharterAgreement:
    for role, person in OTHERS.items():
        signatory = _of(role, agreement)
        charters.change_signatory(signatory, person, by=world.users["animator"], day=DAY, now=ago(days=4))
    return agreement


def _sent(world: World, loire: Territory, name: str) -> CharterAgreement:
    agreement = _named(world, _prepared(world, loire, name))
    if name == "Le Comptoir des métiers":
        ReferentFactory(structure=agreement.structure, user=world.users["quiet"], role=Referent.Role.MANAGER)
    return charters.send(agreement, by=world.users["animator"], day=DAY, now=ago(days=3))


def _of(role: str, agreement: CharterAgreement) -> Signatory:
    rows = Signatory.objects.select_related("agreement__structure", "agreement__territory", "user")
    return rows.get(agreement=agreement, role=role)


def _sign(role: str, agreement: CharterAgreement) -> None:
    signatory, now = _of(role, agreement), ago(days=2)
    proof = Signatory.Proof.ACCOUNT if signatory.user else Signatory.Proof.MAILBOX
    if signatory.user is None:
        charters.ask_code(signatory, now=now)
        assert charters.try_code(signatory, code_sent_to(signatory.email), now=now).is_right
    charters.sign(signatory, proof=proof, words_hash=agreement.words_hash, by=signatory.user, now=now)


def _end(world: World, agreement: CharterAgreement) -> None:
    charters.give_notice(
        agreement,
        ends_on=months_after(DAY, 2),
        sooner_on=DAY + timedelta(days=25),
        reason="Le service ferme à la fin de son financement.",
        by=world.users["animator"],
        day=DAY - timedelta(days=1),
        now=ago(days=1),
    )


def _link_to(agreement: CharterAgreement, role: str) -> str:
    """The address in the mail of this very signatory."""
    signatory = _of(role, agreement)
    body = OutgoingMessage.objects.about(signatory).earliest("created_at").body
    return "/extranet/signature/" + body.partition("/extranet/signature/")[2].split()[0]


def _add_texts(world: World) -> None:
    """The next national text is being written."""
    current = CharterText.objects.of(None).published().get()
    body = current.body.replace("un préavis d’un mois", "un préavis de deux mois")
    body = body.replace("La charte ne prévoit aucun échange d’argent.", "La charte est gratuite.")
    draft = charters.write_text(
        None, Wording(current.title, body), by=world.users["national"], day=DAY, now=ago(days=1)
    )
    world.paths |= {
        "charter text": f"/animation/chartes/textes/{current.public_id}/",
        "charter draft": f"/animation/chartes/textes/{draft.public_id}/",
        "charter changes": f"/animation/chartes/textes/{draft.public_id}/changements/",
        "charter publish": f"/animation/chartes/textes/{draft.public_id}/usage/",
    }
