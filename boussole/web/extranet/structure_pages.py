"""Which structures somebody reads and writes from the extranet: their own, and the other places of the same body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from boussole.offers.content import OfferContent
from boussole.offers.editorial import Remark, Rule, line_of, proofread
from boussole.partners.models import Structure
from boussole.web.extranet.desk import Desk
from boussole.web.extranet.forms.structure import (
    IdentityForm,
    ReachForm,
    RequestsForm,
    SiteForm,
    StructureForm,
)


@dataclass(frozen=True)
class Section:
    """One part of the page, written by itself."""

    code: str
    heading: str
    form: Callable[..., StructureForm]
    lead: str


SECTIONS = {
    each.code: each
    for each in (
        Section("presentation", "Présentation", IdentityForm, "Qui vous êtes et ce que vous faites."),
        Section(
            "venir", "Venir et appeler", ReachForm, "Public : les jeunes le lisent sur chacune de vos offres."
        ),
        Section("demandes", "Demandes", RequestsForm, "Ce que chaque nouvelle offre reprend au départ."),
        Section("lieu", "Modifier ce lieu", SiteForm, "Les jeunes le lisent sur les offres qui s’y passent."),
    )
}


def structure_of(desk: Desk, public_id: UUID) -> Structure:
    """One of my structures, or a place of one of them; what is not mine does not exist."""
    mine = [each.pk for each in desk.structures]
    rows = Structure.objects.filter(Q(pk__in=mine) | Q(parent__in=mine)).select_related("parent")
    return get_object_or_404(rows, public_id=public_id)


def section_of(structure: Structure, code: str, *, has_team: bool) -> Section:
    """The section of this name: a place without a team of its own has only one."""
    section = SECTIONS.get(code)
    if section is None or (code == "lieu") != (structure.parent_id is not None and not has_team):
        raise Http404
    return section


def successor_of(desk: Desk, public_id: UUID) -> Structure | None:
    """The structure of mine that another record was joined to: its old address leads there."""
    gone = Structure.objects.filter(public_id=public_id, merged_into__isnull=False)
    return next((each for each in desk.structures if gone.filter(merged_into=each).exists()), None)


@dataclass(frozen=True)
class Advice:
    """What could be clearer in one of the texts."""

    label: str
    remark: Remark


def advice_on(structure: Structure) -> list[Advice]:
    """The editorial line of the territory, read over the two texts of the page. Nothing of it blocks anything."""
    line = line_of(structure)
    texts = (("Votre rôle", structure.role), ("Ce que vous savez faire", structure.competence))
    return [
        Advice(label, remark)
        for label, text in texts
        if text.strip()
        for remark in proofread(OfferContent("", "", description=text), line)
        if remark.rule is not Rule.LENGTH  # the form has its own
    ]
