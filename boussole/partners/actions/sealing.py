"""Sealing happens after the last signature, by the worker: nobody waits for it, and it is tried until it is done."""

from __future__ import annotations

import logging
from datetime import datetime

from boussole.partners import sealing
from boussole.partners.models import CharterAgreement

log = logging.getLogger(__name__)
AT_ONCE = 20  # documents a sweep makes: two seconds each at most, and the worker has other things to do


def seal_soon(agreement_id: int, *, now: datetime) -> None:
    """Make the document of an agreement that has just come into force; the sweep tries again what fails."""
    agreement = CharterAgreement.objects.filter(pk=agreement_id).first()
    if agreement is not None:
        _tried(agreement, now)


def seal_waiting(*, now: datetime) -> int:
    """Make the documents that are not made yet; how many were. Without key or Pango they wait, and it is logged."""
    done = 0
    for agreement in sealing.waiting()[:AT_ONCE]:
        if not _tried(agreement, now):
            break
        done += 1
    return done


def _tried(agreement: CharterAgreement, now: datetime) -> bool:
    """Whether there is any point in trying the next one."""
    try:
        sealing.seal(agreement, now=now)
    except sealing.NotSigned:  # on paper: its document is the scan
        return True
    except (sealing.NoSeal, sealing.NoTypesetter) as missing:
        log.warning("The sealed document of charter %s waits: %s", agreement.pk, missing)
        return False
    return True
