"""Know which links of the offers no longer answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from boussole.offers.content import OfferContent, content_from
from boussole.offers.editorial.links import links_of
from boussole.offers.gateways import web
from boussole.offers.models import CheckedLink, OfferVersion

Status = CheckedLink.Status

AGAIN_AFTER = timedelta(days=7)  # a link that answered
SOON_AFTER = timedelta(days=1)  # one that did not
FORGOTTEN_AFTER = timedelta(days=30)  # quoted by no offer any more
AT_ONCE = 5  # links a sweep: slow sites must not keep the worker from reminders


def ask_about(content: OfferContent, *, now: datetime) -> None:
    """Have the links of this text checked by the next sweep; those known keep what is known of them."""
    found = links_of(content)
    if found:
        CheckedLink.objects.bulk_create(
            [CheckedLink(url=url, asked_at=now) for url in found], ignore_conflicts=True
        )


def sweep(*, now: datetime, most: int = AT_ONCE) -> int:
    """Look at the links whose turn has come, outside any transaction; return how many."""
    due = CheckedLink.objects.filter(
        Q(checked_at__isnull=True)
        | Q(checked_at__lte=now - AGAIN_AFTER)
        | Q(checked_at__lte=now - SOON_AFTER, status=Status.UNSURE)
    )
    rows = list(due.order_by("checked_at", "asked_at", "pk")[:most])
    for row in rows:
        _keep(row, web.look(row.url), now)
    return len(rows)


@transaction.atomic
def refresh_list(*, now: datetime) -> int:
    """Every day: the links that offers quote today are asked for again, the others forgotten."""
    living = (*OfferVersion.AT_WORK, OfferVersion.Status.PUBLISHED)
    documents = OfferVersion.objects.filter(status__in=living, document__icontains="http")
    quoted = _quoted(documents.values_list("document", flat=True).iterator())
    CheckedLink.objects.filter(url__in=quoted).update(asked_at=now)
    CheckedLink.objects.bulk_create(
        [CheckedLink(url=url, asked_at=now) for url in quoted], ignore_conflicts=True
    )
    CheckedLink.objects.filter(asked_at__lt=now - FORGOTTEN_AFTER).delete()
    return len(quoted)


def _quoted(documents: Iterable[dict[str, object]]) -> list[str]:
    return sorted({url for document in documents for url in links_of(content_from(document))})


def _keep(row: CheckedLink, look: web.Look, now: datetime) -> None:
    """A name that nobody knows is a dead link the second day only: the first, our own network may be ill."""
    seen_before = row.answer == look.words and row.status in (Status.UNSURE, Status.DEAD)
    if look.answer == web.Answer.ALIVE:
        status = Status.ALIVE
    elif look.answer == web.Answer.GONE or (look.answer == web.Answer.UNKNOWN_NAME and seen_before):
        status = Status.DEAD
    else:
        status = Status.UNSURE
    CheckedLink.objects.filter(pk=row.pk).update(status=status, answer=look.words, checked_at=now)
