"""Who may write an offer, propose it, read it again, copy it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure
from boussole.partners.policies import is_manager, referents_of


def can_write(user: User, structure: Structure, day: date) -> Verdict:
    """Write the offers of a structure: its referents and whoever is responsible for it (product.md 3)."""
    if any(referent.structure_id == structure.pk for referent in referents_of(user, day)):
        return YES
    return no("Seules les personnes de la structure écrivent ses offres.")


def can_save(user: User, version: OfferVersion, day: date) -> Verdict:
    """Change what a version says: whoever may write it, as long as nobody else has it in hand."""
    if not (verdict := can_write(user, version.offer.structure, day)):
        return verdict
    if version.status == OfferVersion.Status.SUBMITTED:
        return no("Cette version est en relecture : reprenez-la pour la modifier.")
    if version.status == OfferVersion.Status.SCHEDULED:
        return no("Cette version attend son jour de publication : annulez-la pour la modifier.")
    if not version.is_writable:
        return no("Cette version ne se modifie plus : commencez-en une nouvelle.")
    return YES


def can_withdraw(user: User, version: OfferVersion, day: date) -> Verdict:
    """Take back what was proposed, to go on writing it."""
    if version.status != OfferVersion.Status.SUBMITTED:
        return no("Cette version n’est pas en relecture.")
    return can_write(user, version.offer.structure, day)


def can_cancel_schedule(user: User, version: OfferVersion, day: date) -> Verdict:
    """Call off a publication to come: the structure, or the animation that planned it."""
    if version.status != OfferVersion.Status.SCHEDULED:
        return no("La publication de cette version n’est pas programmée.")
    if can_write(user, version.offer.structure, day) or can_review(user, version.offer, day):
        return YES
    return no("Seules la structure et l’animation du territoire annulent cette publication.")


def can_drop(user: User, version: OfferVersion, day: date) -> Verdict:
    """Give up a draft: what was published stays as it is."""
    return can_save(user, version, day)


def can_restore(user: User, version: OfferVersion, day: date) -> Verdict:
    """Begin again from a version of the past."""
    if version.status not in (OfferVersion.Status.REPLACED, OfferVersion.Status.DROPPED):
        return no("Seule une version passée se reprend.")
    if version.offer.status == Offer.Status.ARCHIVED:
        return no("Cette offre est archivée : ressortez-la d’abord.")
    return can_write(user, version.offer.structure, day)


def can_duplicate(user: User, offer: Offer, structure: Structure, day: date) -> Verdict:
    """Copy an offer of one's structures to the same one, or to another of one's own."""
    if not (verdict := can_write(user, offer.structure, day)):
        return verdict
    return can_write(user, structure, day)


def can_be_given_at(structure: Structure, codes: Collection[str]) -> Verdict:
    """Give an offer in other places: the structures of the same body, which is the parent of them all."""
    if not codes:
        return YES
    allowed = set(Structure.objects.same_body(structure).values_list("code", flat=True))
    if set(codes) <= allowed:
        return YES
    return no("Une offre se donne sur les sites de la même structure : retirez les autres.")


def can_review(user: User, offer: Offer, day: date) -> Verdict:
    """Publish a version or send it back: the animation of a territory that the offer serves."""
    if account_policies.animates_around(user, offer.effective_areas, day):
        return YES
    return no("Seule l’animation d’un territoire que l’offre dessert relit cette offre.")


def can_set_capacity(user: User, offer: Offer, day: date) -> Verdict:
    """Say how many open requests an offer holds: whoever is responsible for its structure."""
    if is_manager(user, offer.structure, day):
        return YES
    return no("Seule la personne responsable de la structure règle la capacité d’une offre.")
