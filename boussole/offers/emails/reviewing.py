"""What is written about the review of an offer: to whoever reads it again, then to whoever wrote it."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts import policies as account_policies
from boussole.accounts.models import Mandate, User
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.offers.comparing import LABELS
from boussole.offers.models import Offer, OfferVersion, ReviewComment
from boussole.offers.recipients import Teams
from boussole.partners.absences import today_at
from boussole.partners.recipients import animators_of

FOLDER = "offers/messages"


def tell_submitted(version: OfferVersion, *, by: User, now: datetime) -> None:
    """To the animation that may review it: an offer waits for them."""
    offer = version.offer
    context: dict[str, object] = {
        "who": by.full_name,
        "structure": offer.structure.name,
        "title": version.content.title,
        "is_first": offer.published_at is None,
        "link": absolute("animators:review_offer", offer.code),
    }
    for person in reviewers_of(offer, today_at(offer.structure, now)):
        _send("proposed", person, context, version, now)


def tell_sent_back(version: OfferVersion, *, note: str, by: User, now: datetime) -> None:
    """To whoever wrote it and keeps it: what to change, in the reviewer's words."""
    comments = [_comment(each) for each in version.comments.filter(done_at__isnull=True)]
    _tell_structure("sent_back", version, {"who": by.full_name, "note": note, "comments": comments}, now)


def tell_published(version: OfferVersion, *, by: User | None, now: datetime) -> None:
    """To the same: young people read it from now on."""
    context = {"who": by.full_name if by else "", "is_paused": version.offer.status == Offer.Status.PAUSED}
    _tell_structure("published", version, context, now)


def tell_scheduled(version: OfferVersion, *, by: User, now: datetime) -> None:
    """To the same: it is approved, and young people will read it from that day on."""
    day = day_in_words(version.publish_on) if version.publish_on else ""
    _tell_structure("scheduled", version, {"who": by.full_name, "day": day}, now)


def tell_not_published(version: OfferVersion, *, note: str, now: datetime) -> None:
    """To the same: its day has come, and something that blocks keeps it from being on line."""
    _tell_structure("not_published", version, {"note": note}, now)


def reviewers_of(offer: Offer, day: date) -> list[User]:
    """The animation where the structure is, when it may review the offer; else every one that may."""
    near = [user for user in animators_of(offer.structure, day) if set(_animated(user, day)) & _around(offer)]
    if near:
        return near
    mandates = Mandate.objects.in_force(day).filter(role=Mandate.Role.ANIMATOR, user__is_active=True)
    around = mandates.filter(territory__areas__overlap=sorted(_around(offer))).select_related("user")
    return list({mandate.user_id: mandate.user for mandate in around.order_by("pk")}.values())


def _animated(user: User, day: date) -> list[str]:
    return [
        area for territory in account_policies.animated_territories(user, day) for area in territory.areas
    ]


def _around(offer: Offer) -> set[str]:
    return set(account_policies.around(tuple(offer.effective_areas)))


def people_of(version: OfferVersion, day: date) -> list[User]:
    """Its author, who follows the offer and the managers, among those who still answer for the structure."""
    offer = version.offer
    rows = Teams.of([offer.structure_id], day).referents.get(offer.structure_id, [])
    wanted = {version.author_id, offer.followed_by_id}
    return [row.user for row in rows if row.is_manager or row.user_id in wanted] or [row.user for row in rows]


def _tell_structure(name: str, version: OfferVersion, context: dict[str, object], now: datetime) -> None:
    offer = version.offer
    told = {
        "structure": offer.structure.name,
        "title": version.content.title,
        "link": absolute("extranet:offer", offer.code),
        **context,
    }
    for person in people_of(version, today_at(offer.structure, now)):
        _send(name, person, told, version, now)


def _comment(comment: ReviewComment) -> dict[str, str]:
    return {"part": LABELS.get(comment.field, ""), "quote": comment.quote, "text": comment.text}


def _send(name: str, person: User, context: dict[str, object], version: OfferVersion, now: datetime) -> None:
    outbox.send(
        template=f"{FOLDER}/{name}",
        to=person.email,
        context={"first_name": person.first_name, **context},
        about=version,
        now=now,
    )
