"""Begin an offer or its next version, and save it as one goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core import codes
from boussole.core.db import locked, under_a_free_name
from boussole.core.moves import MoveRefused
from boussole.offers import policies
from boussole.offers.actions.checking_links import ask_about
from boussole.offers.actions.holding import in_hand
from boussole.offers.actions.publishing import content_of_row, next_number, write_on_row
from boussole.offers.content import OfferContent, document_of
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure
from boussole.questionnaires.models import Category

Origin = OfferVersion.Origin


class SavedByAnother(MoveRefused):
    """Somebody saved this version after the state on screen was read; `version` is what it is now."""

    def __init__(self, version: OfferVersion) -> None:
        super().__init__("Une autre personne a enregistré cette offre pendant que vous écriviez.")
        self.version = version


@transaction.atomic
def start_offer(
    structure: Structure, category: Category, *, title: str, by: User, day: date, now: datetime
) -> OfferVersion:
    """A new offer, as a first draft with the delay and the contact of its structure.

    :raises NotAllowed: for somebody who does not answer for the structure
    """
    policies.can_write(by, structure, day).require()
    content = OfferContent(
        theme=category.theme.code,
        category=category.code,
        title=title,
        promised_days=structure.default_promised_days,
    )
    return create_draft(structure, content, by=by, now=now)


def create_draft(
    structure: Structure,
    content: OfferContent,
    *,
    by: User | None,
    now: datetime,
    origin: OfferVersion.Origin = Origin.WRITTEN,
    code: str = "",
) -> OfferVersion:
    """The row of a new offer and its first version. Who may is the caller's business (a form, an import)."""
    offer = Offer(
        structure=structure,
        contact_emails=[structure.email] if structure.email else [],
        category=Category.objects.get(theme__code=content.theme, code=content.category),
    )

    def write() -> None:
        offer.code = code or free_code(structure, content.title)
        write_on_row(offer, content)

    under_a_free_name(write)  # two presses at once begin two drafts
    version = offer.versions.create(
        number=1, origin=origin, document=document_of(content), author=by, saved_at=now
    )
    trail.record("offer.started", by=by, on=offer, at=now, origin=str(origin))
    return version


@transaction.atomic
def start_version(offer: Offer, *, by: User, day: date, now: datetime) -> OfferVersion:
    """The next version of an offer, beginning from what it says; the one at work when there is one already.

    :raises NotAllowed: for somebody who does not answer for the structure
    """
    offer = locked(offer)
    policies.can_write(by, offer.structure, day).require()
    at_work = offer.versions.at_work().first()
    return at_work or create_version(offer, content_of_row(offer), by=by, now=now)


def create_version(
    offer: Offer,
    content: OfferContent,
    *,
    by: User | None,
    now: datetime,
    origin: OfferVersion.Origin = Origin.WRITTEN,
) -> OfferVersion:
    """A draft beside what is on line. The caller has locked the offer, which has none at work."""
    version = offer.versions.create(
        number=next_number(offer), origin=origin, document=document_of(content), author=by, saved_at=now
    )
    trail.record("offer.version_started", by=by, on=offer, at=now, number=version.number, origin=str(origin))
    return version


@transaction.atomic
def save_version(
    version: OfferVersion, content: OfferContent, *, seen: int, by: User, day: date, now: datetime
) -> OfferVersion:
    """Keep what was typed. `seen` is `version.saves` as the person's page had it.

    What a copy takes from its template stays as the template says it; so does the theme, for ever.

    :raises NotAllowed: when the person, the state of the version, or a site of somebody else, does not allow it
    :raises SavedByAnother: when it has been saved since, with something else
    """
    version = in_hand(version)
    offer = version.offer
    policies.can_save(by, version, day).require()
    former = version.content
    policies.can_be_given_at(offer.structure, set(content.sites) - set(former.sites)).require()
    shared = {part: getattr(former, part) for part in policies.shared_parts(offer)}
    document = document_of(replace(content, theme=former.theme, **shared))
    if document == version.document:
        return version
    if version.saves != seen:
        raise SavedByAnother(version)
    version.rewrite(document, at=now, by=by)
    ask_about(version.content, now=now)
    if offer.status == Offer.Status.DRAFT:
        write_on_row(offer, version.content)
    return version


def free_code(structure: Structure, title: str) -> str:
    """A code that no offer has, readable in the address: « mission-locale-forez-preparer-ton-entretien »."""
    stem = codes.code_from(f"{structure.code} {title}", otherwise=structure.code, longest=90)
    return codes.free_code(stem, codes.codes_taken(Offer.objects.all(), stem))
