"""What the animation may put on line without its structure having proposed it."""

from __future__ import annotations

from datetime import date

from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import OfferVersion
from boussole.offers.policies.writing import can_review
from boussole.partners.models import Structure

UNCLAIMED = (Structure.Status.PROSPECT, Structure.Status.INVITED)


def can_publish(user: User, version: OfferVersion, day: date) -> Verdict:
    """Publish what was proposed, or what was loaded for a structure that nobody has joined yet.

    To open a territory, dozens of offers come from a file: they are ready when their structures arrive. Young
    people see none of them before the structure has joined and its charter is in force. As soon as somebody of
    the structure has saved the draft, it is theirs: they propose it.
    """
    if not (verdict := can_review(user, version.offer, day)):
        return verdict
    if version.status == OfferVersion.Status.SUBMITTED or is_unclaimed(version):
        return YES
    return no("Sa structure l’écrit encore : elle vous la proposera.")


def is_unclaimed(version: OfferVersion) -> bool:
    """A draft that came from a load and that nobody of its structure has written since, however often it came."""
    return (
        version.status == OfferVersion.Status.DRAFT
        and version.origin == OfferVersion.Origin.LOADED
        and version.offer.structure.status in UNCLAIMED
        and not version.is_written_by_its_structure()
    )
