"""What one shows of oneself: each coordinate, to whom, until one says otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boussole.accounts.joining import mandate_in_words
from boussole.accounts.policies import mandates_of
from boussole.core.moves import MoveRefused
from boussole.partners import actions
from boussole.partners.directory.listed import ROLES
from boussole.partners.models import DirectoryCoordinate, Referent, Structure
from boussole.partners.policies import referents_of
from boussole.partners.policies.directory import CoordinateOwner
from boussole.web.shared.directory.forms import CoordinatesForm
from boussole.web.shared.directory.visitor import Visitor


@dataclass(frozen=True)
class Place:
    """One owner of coordinates that this person settles, and its form."""

    title: str
    note: str
    form: CoordinatesForm
    kind: str = "secondary"  # of its button: one alone is the primary one

    @property
    def anchor(self) -> str:
        return f"chez-{self.form.owner.public_id}"


@require_http_methods(["GET", "HEAD", "POST"])
def my_coordinates(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Each of my places, and the structures that I am responsible for."""
    owners = _owners(visitor)
    if not owners:
        raise Http404
    asked = request.POST.get("pour", "")
    chosen = next((each for each in owners if str(each.public_id) == asked), None)
    if request.method == "POST" and chosen is None:
        raise Http404
    places = _places(owners, chosen, request)
    if chosen is not None:
        place = next(each for each in places if each.form.owner == chosen)
        if _settle(request, visitor, place):
            return redirect(f"{visitor.url('my_coordinates')}#{place.anchor}")
    return visitor.page(request, "coordinates", places=places)


def _settle(request: HttpRequest, visitor: Visitor, place: Place) -> bool:
    """Do what was pressed; False when something is to be corrected."""
    said = {"by": visitor.user, "day": visitor.day, "now": visitor.now}
    try:
        if "retirer" in request.POST:
            actions.withdraw_coordinates(place.form.owner, **said)
            messages.success(request, f"{place.title} : l’annuaire ne montre plus aucune coordonnée.")
            return True
        if not place.form.is_valid():
            return False
        actions.say_coordinates(place.form.owner, place.form.said(), **said)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return True
    messages.success(request, f"{place.title} : c’est noté, et déjà vrai dans l’annuaire.")
    return True


def _owners(visitor: Visitor) -> list[CoordinateOwner]:
    """Myself in each structure, each mandate, then the structures that I am responsible for."""
    mine = referents_of(visitor.user, visitor.day)
    mandates = [each for each in mandates_of(visitor.user, visitor.day) if each.role in ROLES]
    managed = [each.structure for each in mine if each.is_manager]
    return [*mine, *mandates, *managed]


def _places(
    owners: list[CoordinateOwner], chosen: CoordinateOwner | None, request: HttpRequest
) -> list[Place]:
    """Their coordinates in one query."""
    kinds = ("structure", "referent", "mandate")
    of = {kind: [each.pk for each in owners if each._meta.model_name == kind] for kind in kinds}
    asked = Q(structure__in=of["structure"]) | Q(referent__in=of["referent"]) | Q(mandate__in=of["mandate"])
    rows: dict[tuple[str, int], list[DirectoryCoordinate]] = defaultdict(list)
    for row in DirectoryCoordinate.objects.filter(asked):
        kind = next(each for each in kinds if getattr(row, f"{each}_id"))
        rows[kind, getattr(row, f"{kind}_id")].append(row)
    places = [_place(each, rows[str(each._meta.model_name), each.pk], chosen, request) for each in owners]
    return [replace(places[0], kind="primary"), *places[1:]]


def _place(
    owner: CoordinateOwner,
    rows: list[DirectoryCoordinate],
    chosen: CoordinateOwner | None,
    request: HttpRequest,
) -> Place:
    is_asked = owner == chosen and "retirer" not in request.POST
    form = CoordinatesForm(request.POST if is_asked else None, owner=owner, rows=rows)
    if isinstance(owner, Structure):
        note = "La ligne directe que vous donnez aux autres partenaires. L’accueil public reste affiché de toute façon."
        return Place(f"La structure {owner.name}", note, form)
    note = "Votre nom et votre fonction y figurent : la charte le prévoit. Vos coordonnées, seulement si vous le dites."
    where = owner.structure.name if isinstance(owner, Referent) else mandate_in_words(owner)
    return Place(f"Vous, {where}", note, form)
