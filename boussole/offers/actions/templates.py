"""Write an offer once for many structures; have their copies follow it, or let them go their own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core import codes
from boussole.core.db import locked, require_transaction, under_a_free_name
from boussole.core.moves import MoveRefused
from boussole.offers import emails, policies
from boussole.offers.actions.changing import change_everywhere
from boussole.offers.actions.writing import create_draft
from boussole.offers.content import OfferContent, document_of
from boussole.offers.models import Offer, OfferTemplate, OfferVersion
from boussole.offers.template_parts import with_shared_parts
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory

Origin = OfferVersion.Origin
RESERVED = {"commencer", "nouveau"}  # addresses beside those of templates


class ChangedByAnother(MoveRefused):
    """Somebody changed the template after the state on screen was read; `template` is what it is now."""

    def __init__(self, template: OfferTemplate) -> None:
        super().__init__("Une autre personne a changé ce modèle pendant que vous écriviez.")
        self.template = template


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a template is written: the structures of a territory, or the members of a network."""

    territory: Territory | None = None
    network: str = ""


@transaction.atomic
def write_template(
    content: OfferContent, scope: Scope, *, by: User, day: date, now: datetime
) -> OfferTemplate:
    """A new template; nothing is on line until a structure makes an offer of it.

    :raises NotAllowed: for somebody who does not run that territory, or that network
    :raises MoveRefused: without a title and a short text
    """
    template = OfferTemplate(
        theme=Theme.objects.get(code=content.theme),
        territory=scope.territory,
        network=scope.network,
        written_by=by,
        written_at=now,
        **_said(content),
    )
    policies.can_write_template(by, template, day).require()

    def write() -> None:
        template.code = _free_code(content.title)
        template.save()

    under_a_free_name(write)
    trail.record("offer_template.written", by=by, on=template, at=now)
    return template


@transaction.atomic
def change_template(
    template: OfferTemplate, content: OfferContent, *, seen: int, by: User, day: date, now: datetime
) -> int:
    """Change a template, and each copy that follows it with it; return how many offers changed.

    `seen` is `template.number` as the person's page had it.

    :raises NotAllowed: for somebody who does not run that territory, or that network
    :raises ChangedByAnother: when it has been changed since
    :raises MoveRefused: without a title and a short text, or once withdrawn
    """
    template = locked(template)
    policies.can_write_template(by, template, day).require()
    if template.is_archived:
        raise MoveRefused("Ce modèle a été retiré : écrivez-en un nouveau.")
    if template.number != seen:
        raise ChangedByAnother(template)
    said = _said(content)
    if said["document"] == template.document:
        return 0
    for name, value in said.items():
        setattr(template, name, value)
    template.number += 1
    template.written_by, template.written_at = by, now
    template.save()
    changed = [offer for offer in following(template) if _follow(offer, template, by=by, now=now)]
    trail.record("offer_template.changed", by=by, on=template, at=now, copies=len(changed))
    emails.tell_template_changed(template, changed, by=by, now=now)
    return len(changed)


@transaction.atomic
def withdraw_template(template: OfferTemplate, *, by: User, day: date, now: datetime) -> int:
    """Nobody uses it any more. Its copies keep their text and go their own way; return how many.

    :raises NotAllowed: for somebody who does not run that territory, or that network
    """
    template = locked(template)
    policies.can_write_template(by, template, day).require()
    freed = following(template).order_by().update(follows_template=False)
    template.is_archived = True
    template.save(update_fields=["is_archived"])
    trail.record("offer_template.withdrawn", by=by, on=template, at=now, copies=freed)
    return freed


@transaction.atomic
def use_template(
    template: OfferTemplate,
    structures: Sequence[Structure],
    *,
    by: User,
    day: date,
    now: datetime,
    follows: bool = True,
) -> list[OfferVersion]:
    """A draft in each of these structures, that says what the template says; each adds what is its own.

    :raises NotAllowed: for a structure that is not the person's, or for which it was not written
    """
    template = locked(template)  # a change under way is waited for: the copy says what it says
    for structure in structures:
        policies.can_use_template(by, template, structure, day).require()
    return [_copy(template, structure, follows=follows, by=by, now=now) for structure in structures]


@transaction.atomic
def detach(offer: Offer, *, by: User, day: date, now: datetime) -> Offer:
    """Let an offer go its own way: it keeps its text, and changes of the template pass it by.

    :raises NotAllowed: for a stranger, or an offer that follows none
    """
    offer = locked(offer)
    policies.can_detach(by, offer, day).require()
    offer.follows_template = False
    offer.save(update_fields=["follows_template"])
    trail.record("offer.detached", by=by, on=offer, at=now, template=offer.template_id)
    return offer


def following(template: OfferTemplate) -> QuerySet[Offer]:
    """The copies that change with it, always in the same order: they are locked one after the other."""
    return template.copies.filter(follows_template=True).order_by("pk")


def _copy(
    template: OfferTemplate, structure: Structure, *, follows: bool, by: User, now: datetime
) -> OfferVersion:
    own = OfferContent(theme=template.theme.code, category="", promised_days=structure.default_promised_days)
    content = with_shared_parts(own, template.content)
    version = create_draft(structure, content, by=by, now=now, origin=Origin.TEMPLATE)
    offer = version.offer
    offer.template, offer.follows_template = template, follows
    offer.save(update_fields=["template", "follows_template"])
    return version


def _follow(offer: Offer, template: OfferTemplate, *, by: User, now: datetime) -> bool:
    """Have one copy say what its template says; whether that is new.

    On line at once: the template was written by whoever reviews.
    """
    require_transaction()
    offer = locked(offer)
    if not offer.follows_template:  # detached while this change was waiting for it
        return False
    source = template.content
    return change_everywhere(
        offer, lambda own: with_shared_parts(own, source), origin=Origin.TEMPLATE, by=by, now=now
    )


def _said(content: OfferContent) -> dict[str, object]:
    """What a template keeps of a content: the shared parts. Where and when is each structure's own."""
    if not content.title.strip() or not content.summary.strip():
        raise MoveRefused("Donnez au modèle un titre et un texte court.")
    blank = OfferContent(theme=content.theme, category=content.category)
    return {"title": content.title.strip(), "document": document_of(with_shared_parts(blank, content))}


def _free_code(title: str) -> str:
    """A code that no template has, readable in the address."""
    stem = codes.code_from(title, otherwise="modele", longest=90)
    return codes.free_code(stem, RESERVED | codes.codes_taken(OfferTemplate.objects.all(), stem))
