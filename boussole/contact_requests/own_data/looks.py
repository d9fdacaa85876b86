"""Who looked at a young person's data: when, in which role, from which structure; never their name (art. 15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from boussole.accounts.models import Mandate
from boussole.audit.models import Entry
from boussole.contact_requests.models import ContactRequest, CoordinatesLook, Filing
from boussole.partners.models import Referent

LOOKS = {
    "contact_request.opened": "a ouvert ta demande",
    "contact_request.listed": "a vu ta demande dans une liste",
    "contact_request.reviewed": "a vérifié ton envoi",
    "contact_request.redirection_read": "a lu la proposition de passer ta demande",
    "contact_request.acted_from_mail": "a répondu depuis son message",
    "contact_request.opened_by_code": "a ouvert ta page avec un code",
    "contact_request.own_data_read": "a lu cette page",
}
YOURSELF = "Toi, ou quelqu’un qui a ton lien ou ton téléphone"
SOMEBODY = "Une personne du réseau"


def looks_at(filing: Filing, requests: Iterable[ContactRequest]) -> list[dict[str, object]]:
    """One line a day, a person's role and what they did, oldest first; openings of coordinates with their reason."""
    rows = list(requests)
    entries = list(_entries(filing, rows).order_by("at", "pk"))
    reasons = list(CoordinatesLook.objects.filter(contact_request__in=rows).select_related("by"))
    actors = {entry.actor_id for entry in entries if entry.actor_id} | {
        look.by_id for look in reasons if look.by_id
    }
    roles = _roles(actors)
    zone = ZoneInfo(filing.timezone)
    counted: Counter[tuple[date, str, str]] = Counter(
        (_day(entry.at, zone), _who(entry, roles), LOOKS[entry.code]) for entry in entries
    )
    seen: list[dict[str, object]] = [
        {"le": day, "qui": who, "quoi": what, "combien de fois": count}
        for (day, who, what), count in counted.items()
    ]
    opened: list[dict[str, object]] = [
        {
            "le": _day(look.at, zone),
            "qui": roles.get(look.by_id or 0, SOMEBODY),
            "quoi": "a ouvert tes coordonnées",
            "raison": look.reason,
        }
        for look in reasons
    ]
    return sorted([*seen, *opened], key=lambda line: str(line["le"]))


def _entries(filing: Filing, rows: list[ContactRequest]) -> QuerySet[Entry]:
    """What the trace says of these rows; lists name their requests in a fact, and are looked for since the filing."""
    about = Q(object_type=Filing._meta.label, object_id=str(filing.pk))
    about |= Q(object_type=ContactRequest._meta.label, object_id__in=[str(row.pk) for row in rows])
    for row in rows:
        about |= Q(code="contact_request.listed", facts__requests__contains=[row.pk])
    return Entry.objects.filter(about, code__in=LOOKS, at__gte=filing.filed_at)


def _roles(users: set[int]) -> dict[int, str]:
    """« Référente ou référent, Mission locale du Phare »: what somebody is, without who they are."""
    roles = {}
    for mandate in Mandate.objects.filter(user__in=users).select_related("territory"):
        where = f", {mandate.territory.name}" if mandate.territory else ""
        roles[mandate.user_id] = f"{mandate.get_role_display()}{where}"
    for referent in Referent.objects.filter(user__in=users).select_related("structure"):
        roles[referent.user_id] = f"{referent.get_role_display()}, {referent.structure.name}"
    return roles


def _who(entry: Entry, roles: dict[int, str]) -> str:
    if entry.actor_kind == Entry.ActorKind.YOUNG_PERSON:
        return YOURSELF
    return roles.get(entry.actor_id or 0, SOMEBODY)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
