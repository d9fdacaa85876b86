"""The parts of the page of a structure, each written by itself, and what could be clearer in its texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from boussole.offers.content import OfferContent
from boussole.offers.editorial import Remark, Rule, line_of, proofread
from boussole.partners.models import Structure
from boussole.web.shared.structures.forms import (
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
        Section("presentation", "Présentation", IdentityForm, "Qui est la structure et ce qu’elle fait."),
        Section(
            "venir", "Venir et appeler", ReachForm, "Public : les jeunes le lisent sur chacune de ses offres."
        ),
        Section("demandes", "Demandes", RequestsForm, "Ce que chaque nouvelle offre reprend au départ."),
        Section("lieu", "Modifier ce lieu", SiteForm, "Les jeunes le lisent sur les offres qui s’y passent."),
    )
}


def section_of(structure: Structure, code: str, *, has_team: bool) -> Section:
    """The section of this name: a place without a team of its own has only one."""
    section = SECTIONS.get(code)
    if section is None or (code == "lieu") != (structure.parent_id is not None and not has_team):
        raise Http404
    return section


@dataclass(frozen=True)
class Advice:
    """What could be clearer in one of the texts."""

    label: str
    remark: Remark


def advice_on(structure: Structure) -> list[Advice]:
    """The editorial line of the territory, read over the two texts of the page. Nothing of it blocks anything."""
    line = line_of(structure)
    texts = (("Rôle", structure.role), ("Ce que la structure sait faire", structure.competence))
    return [
        Advice(label, remark)
        for label, text in texts
        if text.strip()
        for remark in proofread(OfferContent("", "", description=text), line)
        if remark.rule is not Rule.LENGTH  # the form has its own
    ]
