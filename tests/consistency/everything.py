"""One object of each kind that an address of the site names, somewhere: in the Loire, or far from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.urls import Resolver404, resolve

from boussole.accounts.models import Invitation, Mandate, User
from boussole.animation.models import (
    PartnerMessage,
    PartnerMessageTemplate,
    Prospect,
    StructureQuestion,
)
from boussole.contact_requests import actions
from boussole.contact_requests.models import (
    ContactRequest,
    ReadyAnswer,
    Redirection,
    SavedFilter,
    YoungPersonWord,
)
from boussole.interop.models import ImportRun, SourceLoad
from boussole.offers.actions.writing import start_version
from boussole.offers.models import Offer, OfferTemplate, OfferVersion
from boussole.partners.actions import NewPerson, invite_referent
from boussole.partners.models import (
    Absence,
    CharterAgreement,
    CharterDocument,
    CharterText,
    DirectoryError,
    Referent,
    Signatory,
    Structure,
)
from boussole.questionnaires.models import TerritoryTheme
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory
from tests.factories.territories import SAINT_ETIENNE, TerritoryFactory

PARIS_1 = "75101"


@dataclass(frozen=True)
class Place:
    """A territory, a structure that acts there and nowhere else, the person responsible for it, an offer."""

    name: str
    territory: Territory
    structure: Structure
    responsible: Referent
    offer: Offer
    commune: str
    numbers: int  # where the numbers of its rows begin: an address must not be another's by accident

    @property
    def user(self) -> User:
        return self.responsible.user


def in_the_loire() -> Place:
    return _place("loire", TerritoryFactory(), ["departement:42"], SAINT_ETIENNE, numbers=800_000)


def in_paris() -> Place:
    """Another département of another région: nobody of the Loire has anything to do there."""
    territory = TerritoryFactory(code="ailleurs", name="Paris", areas=["departement:75"])
    return _place("paris", territory, ["departement:75"], PARIS_1, numbers=900_000)


def _place(name: str, territory: Territory, areas: list[str], commune: str, *, numbers: int) -> Place:
    structure = StructureFactory(code=f"phare-{name}", areas=areas, commune=commune)
    responsible = ReferentFactory(pk=numbers + 1, structure=structure, role=Referent.Role.MANAGER)
    offer = OfferFactory(code=f"atelier-{name}", structure=structure)
    return Place(name, territory, structure, responsible, offer, commune, numbers)


def ids_of_everything(place: Place) -> dict[str, list[object]]:
    """By kind, the ids that addresses may name; each object belongs to this place alone."""
    structure, territory, user = place.structure, place.territory, place.user
    filed = {"offers": [place.offer], "commune": place.commune}
    request = FilingFactory(**filed, phone="+33639980001").contact_requests.get()
    doubtful = FilingFactory(**filed, phone="+33639980002", is_doubtful=True)
    # Proposed by a structure of nowhere else: the receiver sees one request, the place both sides.
    redirection = Redirection.objects.create(
        contact_request=request,
        to_offer=place.offer,
        to_structure=structure,
        reason="OTHER_NEED",
        diagnosis="Cherche un logement.",
        agreement="TOLD",
        agreed_at=NOW,
        status="PROPOSED",
        at=NOW,
        proposed_at=NOW,
    )
    absence = Absence.objects.create(
        structure=structure, rule="PAUSE", starts_on=NOW.date(), ends_on=NOW.date(), declared_at=NOW
    )
    ReadyAnswer.objects.create(
        pk=place.numbers + 2, structure=structure, title="Bonjour", text="…", updated_at=NOW
    )
    SavedFilter.objects.create(pk=place.numbers + 3, user=user, name="À moi", query="etat=SENT")
    word = YoungPersonWord.objects.create(
        pk=place.numbers + 4, contact_request=request, kind="NOT_CONTACTED", at=NOW, day=NOW.date()
    )
    actions.log_attempt(request, kind="CALL", result="NOT_REACHED", text="", by=user, now=NOW)
    ContactRequest.objects.filter(pk=request.pk).update(status="CONTACTED", owner=user)
    being_written, proposed = (
        OfferFactory(code=f"{code}-{place.name}", structure=structure) for code in ("brouillon", "proposee")
    )
    for offer in (being_written, proposed):
        start_version(offer, by=user, day=NOW.date(), now=NOW)
    OfferVersion.objects.filter(offer=proposed, status="DRAFT").update(status="SUBMITTED", submitted_at=NOW)
    need = {"territory": territory, "theme": request.offer.theme, "need": "Dormir au chaud"}
    prospect = Prospect.objects.create(**need, opened_at=NOW)
    question = StructureQuestion.objects.create(
        **need, structure=structure, text="Pourriez-vous ?", asked_at=NOW
    )
    version = QuestionnaireFactory(
        pk=place.numbers + 9, territory=territory, status="DRAFT", published_at=None
    )
    template = OfferTemplate.objects.create(
        code=f"modele-{place.name}",
        title="Atelier",
        theme=version.theme,
        territory=territory,
        document={"theme": "emploi", "category": ""},
        written_at=NOW,
    )
    source_load = SourceLoad.objects.create(by=user, territory=territory, departement="01", created_at=NOW)
    sheets = [
        ImportRun.objects.create(by=user, territory=where, name="offres.csv", created_at=NOW)
        for where in (None, territory)
    ]
    TerritoryTheme.objects.get_or_create(
        territory=territory, theme=place.offer.theme, opened_on=date(2025, 9, 1)
    )
    text, signatory = _charter_at(place)
    return {
        "charter": [signatory.agreement.public_id],
        "charter_text": [text.public_id],
        "signatory": [signatory.public_id],
        "spreadsheet": [sheet.public_id for sheet in sheets],
        "territory": [territory.code],
        "source_load": [source_load.public_id],
        "questionnaire": [version.pk],
        "template": [template.code],
        "prospect": [prospect.public_id],
        "question": [question.public_id],
        "contact_request": [request.public_id],
        "offer": [place.offer.code, being_written.code, proposed.code],
        "theme": [place.offer.theme.code],
        "structure": [structure.public_id],
        "pair": [(structure.public_id, _double_of(place).public_id)],
        "filing": [doubtful.pk],
        "redirection": [redirection.public_id],
        "absence": [absence.public_id],
        "referent": [place.responsible.public_id],
        "invitation": [_invitation_at(place).public_id],
        "directory_error": [_directory_error_at(place).public_id],
        "partner_message": [each.public_id for each in _messages_at(place)],
        "mandate": [MandateFactory(territory=territory).public_id],
        "number": [place.numbers + 1, place.numbers + 2, place.numbers + 3, word.pk, user.public_id],
    }


def _double_of(place: Place) -> Structure:
    """The same structure, typed twice."""
    twice = {"phone": place.structure.phone, "areas": place.structure.areas, "status": "PROSPECT"}
    return StructureFactory(name=place.structure.name, commune=place.commune, charter=None, **twice)


def _directory_error_at(place: Place) -> DirectoryError:
    """Somebody saw a mistake on the card of the structure."""
    return DirectoryError.objects.create(structure=place.structure, text="Parti.", reported_at=NOW)


def _messages_at(place: Place) -> tuple[PartnerMessage, PartnerMessageTemplate]:
    """What the animation of the territory is writing, and a text that it keeps."""
    words = {"territory": place.territory, "subject": "Comité", "body": "À 9 h.", "written_at": NOW}
    return (
        PartnerMessage.objects.create(**words),
        PartnerMessageTemplate.objects.create(**words, name="Comité"),
    )


def _charter_at(place: Place) -> tuple[CharterText, Signatory]:
    """A text of the territory being written, and a charter that the person responsible is asked to sign."""
    text = CharterText.objects.create(
        territory=place.territory, number=1, title="Charte", body="Bonjour.", written_at=NOW
    )
    agreement = CharterAgreement.objects.create(
        structure=place.structure, territory=place.territory, status="SIGNING", sent_at=NOW, text=text
    )
    person = {"name": "Ana Roche", "function": "Directrice", "email": "ana.roche@example.org"}
    agreement.signatories.create(role=Signatory.Role.DIRECTOR, **person)
    CharterDocument.objects.create(
        agreement=agreement,
        kind="SCAN",
        media_type="application/pdf",
        content=b"%PDF-1.7",
        sha256=place.name,
        made_at=NOW,
    )
    # Whoever animates the territory, when this world has somebody who does.
    mandate = Mandate.objects.filter(role="ANIMATOR", territory=place.territory).order_by("pk").first()
    animator = mandate.user if mandate else None
    agreement.signatories.create(role=Signatory.Role.ANIMATOR, user=animator, **person)
    return text, agreement.signatories.create(role=Signatory.Role.REFERENT, user=place.user, **person)


def _invitation_at(place: Place) -> Invitation:
    """Somebody whom the person responsible asked to come."""
    person = NewPerson(f"invitee-{place.name}@example.org", "Inès", "Faure")
    referent = invite_referent(
        place.structure, person, role=Referent.Role.REFERENT, by=place.user, day=NOW.date(), now=NOW
    )
    assert referent.invitation is not None
    return referent.invitation


# The kinds of objects that the first id of an address names, by how it begins; every kind where nothing is said.
NO_OBJECT: tuple[str, ...] = ()
KINDS = {
    "/extranet/offres/tableur/<slug": NO_OBJECT,
    "/animation/chargements/tableur/<slug": NO_OBJECT,
    "/extranet/demandes/filtres/": ("number",),
    "/extranet/demandes/": ("contact_request",),
    "/extranet/desaccords/": ("contact_request",),
    "/extranet/offres/tableur/<uuid": ("spreadsheet",),
    "/extranet/offres/modeles/": ("template",),
    "/extranet/offres/<": ("offer",),
    "/extranet/absences/": ("absence",),
    "/extranet/collegues/": ("number",),
    "/extranet/collegues/<uuid": ("referent",),
    "/extranet/reponses/": ("number",),
    "/extranet/questions/": ("question",),
    "/extranet/reorientations/": ("redirection",),
    "/extranet/structure/": ("structure",),
    "/extranet/chartes/": ("charter",),
    "/extranet/chartes/signature/": ("signatory",),
    "/animation/chartes/": ("charter",),
    "/animation/chartes/textes/": ("charter_text",),
    "/animation/chartes/textes/ecrire/": ("territory",),
    "/animation/demandes/": ("contact_request",),
    "/animation/verifications/": ("filing",),
    "/animation/offres/modeles/": ("template",),
    "/animation/offres/a-confirmer/duree/": ("territory",),
    "/animation/offres/<": ("offer",),
    "/animation/partenaires/": ("structure",),
    "/animation/doublons/": ("pair",),
    "/extranet/annuaire/structures/": ("structure",),
    "/animation/annuaire/structures/": ("structure",),
    "/extranet/annuaire/personnes/": ("referent",),
    "/animation/annuaire/personnes/": ("referent",),
    "/animation/equipes/": ("referent",),
    "/animation/prospects/": ("prospect",),
    "/extranet/invitations/": ("invitation",),
    "/animation/invitations/": ("invitation",),
    "/animation/mandats/": ("mandate",),
    "/animation/questions/": ("question",),
    "/animation/questionnaires/<int": ("questionnaire",),
    "/animation/questionnaires/<slug": ("territory",),
    "/animation/territoires/": ("territory",),
    "/animation/themes/<": ("theme",),
    "/animation/themes/de/": ("territory",),
    "/animation/chargements/tableur/<uuid": ("spreadsheet",),
    "/animation/chargements/data-inclusion/<uuid": ("source_load",),
}
# What else an address names, once its object is known.
PARTS = {
    "section": "essentiel",
    "look": "carte",
    "content": "offres",
    "format": "csv",
    "number": "1",
    "code": "emploi",
    "category": "faire-le-point",
    "role": "animator",
}
PARTS_OF = {
    "/extranet/structure/<uuid:public_id>/modifier/": {"code": "presentation"},
    "/animation/partenaires/<uuid:public_id>/modifier/": {"code": "presentation"},
}


def kinds_of(path: str, ids: dict[str, list[object]]) -> Iterable[str]:
    """The kinds that this address may name: those of its longest known beginning."""
    known = [start for start in KINDS if path.startswith(start)]
    return KINDS[max(known, key=len)] if known else ids


def addresses_of(path: str, ids: dict[str, list[object]]) -> Iterator[tuple[str, str]]:
    """The kind of object and the address, for each of these objects whose id has the right shape."""
    for kind in kinds_of(path, ids):
        for value in ids.get(kind, ()):
            url = path
            for part in value if isinstance(value, tuple) else (value,):
                url = re.sub(r"<\w+:\w+>", str(part), url, count=1)
            url = _filled(url, path)
            with suppress(Resolver404):
                resolve(url)
                yield kind, url
    if kinds_of(path, ids) is NO_OBJECT:
        yield "", _filled(path, path)


def _filled(url: str, path: str) -> str:
    own: dict[str, str] = next((parts for start, parts in PARTS_OF.items() if path.startswith(start)), {})
    return re.sub(r"<\w+:(\w+)>", lambda part: own.get(part[1]) or PARTS.get(part[1], "1"), url)
