"""« Incohérences »: what contradicts itself, structure by structure, with the gesture that mends each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from boussole.offers.models import Offer
from boussole.reporting.inconsistencies import Inconsistency, Kind, by_structure, inconsistencies_of
from boussole.web.animators.desk import Desk, as_animator, page

# What the animation does about each: the people of the structure mend it themselves in their extranet.
ADVICE = {
    Kind.CHARTER: "Relancez les signatures de la charte.",
    Kind.NOBODY: "Demandez à la personne responsable qui suivra l’offre, ou invitez quelqu’un.",
    Kind.BOUNCING: "Téléphonez : les demandes partent peut-être dans le vide. La structure corrige son adresse.",
    Kind.PROMISES: "Appelez la structure : plus de monde, un délai plus long, ou une pause.",
    Kind.THEME: "Rouvrez le thème, ou demandez à la structure de terminer l’offre.",
    Kind.OUTSIDE: "Demandez à la structure de retirer ces communes, ou élargissez sa zone avec elle.",
    Kind.LINK: "Demandez à la structure de corriger le lien.",
}


@dataclass(frozen=True)
class Line:
    """One thing to mend, and how."""

    found: Inconsistency
    advice: str
    url: str


@require_safe
@as_animator
def inconsistencies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those of the offers on line that serve my territory."""
    offers = Offer.objects.serving(desk.lens, desk.day).on_line().select_related("structure", "theme")
    groups = by_structure(inconsistencies_of(offers, desk.day, desk.now))
    shown = [(structure, [_line(each) for each in found]) for structure, found in groups]
    return page(request, desk, "offers/inconsistencies", groups=shown)


def _line(found: Inconsistency) -> Line:
    url = reverse("animators:partners") if found.kind == Kind.CHARTER else ""
    return Line(found, ADVICE[found.kind], url)
