"""« Réseau »: what the network asks of its animation today, the most urgent first, each line with its gesture."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from boussole.partners.models import CharterAgreement, Structure
from boussole.reporting.network import Network, network_of
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.network_lines import sections

Standing = Structure.Status
Charter = CharterAgreement.Status


@require_safe
@as_animator
def network(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One page for the whole network. A fixed number of queries."""
    found = network_of(desk.lens, desk.now)
    return page(request, desk, "network", sections=sections(found.tasks, desk.day), stats=_stats(found))


def _stats(found: Network) -> list[tuple[str, int, str]]:
    """Where everybody stands: the word, how many, the page that lists them."""
    partners, claims, charters = (reverse(f"animators:{name}") for name in ("partners", "claims", "charters"))
    of, signed = found.structures, found.charters
    return [
        ("Partenaires", of.get(Standing.ACTIVE, 0), partners),
        ("Invitées", of.get(Standing.INVITED, 0), f"{claims}?voir=invitees"),
        ("Pressenties", of.get(Standing.PROSPECT, 0), claims),
        ("Chartes en vigueur", signed.get(Charter.IN_FORCE, 0), f"{charters}?etat=en-vigueur"),
        ("En signature", signed.get(Charter.SIGNING, 0), f"{charters}?etat=en-signature"),
        ("À envoyer", signed.get(Charter.PREPARED, 0), f"{charters}?etat=a-envoyer"),
    ]
