"""Sealing happens after the last signature, by the worker: nobody waits for it, and it is tried until it is done."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime

from boussole.partners import sealing
from boussole.partners.models import CharterAgreement

log = logging.getLogger(__name__)
AT_ONCE = 20  # documents a sweep makes: two seconds each at most, and the worker has other things to do


class NoMeans(Exception):
    """The key or the typesetter is missing: no document can be made for now."""


def seal_soon(agreement_id: int, *, now: datetime) -> None:
    """Make the document of an agreement that has just come into force; the sweep tries again what fails."""
    agreement = CharterAgreement.objects.filter(pk=agreement_id).first()
    if agreement is not None:
        with suppress(NoMeans):
            _tried(agreement, now)


def seal_waiting(*, now: datetime) -> int:
    """Make the documents that are not made yet; how many were. Without key or Pango they wait, and it is logged.

    One that fails for a reason of its own is logged, and holds back none of those that follow.
    """
    done = 0
    for agreement in sealing.waiting().iterator():
        try:
            done += _tried(agreement, now)
        except NoMeans:
            break
        except Exception:
            log.exception("The sealed document of charter %s could not be made", agreement.pk)
        if done == AT_ONCE:
            break
    return done


def _tried(agreement: CharterAgreement, now: datetime) -> bool:
    """Whether the document was made; not of a charter on paper, whose document is the scan.

    :raises NoMeans: when no other could be made either
    """
    try:
        sealing.seal(agreement, now=now)
    except sealing.NotSigned:
        return False
    except (sealing.NoSeal, sealing.NoTypesetter) as missing:
        log.warning("The sealed document of charter %s waits: %s", agreement.pk, missing)
        raise NoMeans from missing
    return True
