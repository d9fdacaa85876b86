"""The one engine that makes us forget, and that tells people what we hold about them."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError

from boussole.privacy import registry
from boussole.privacy.registry import Rule

logger = logging.getLogger(__name__)


class RetentionFailed(Exception):
    """Some rules could not be carried out; the others were."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What one rule did, or would do: `count` is None when it failed."""

    rule: Rule
    count: int | None


def apply_retention(now: datetime, dry_run: bool = False) -> list[Applied]:
    """Carry out every rule, or count what it would do. Killed half-way, the next run finishes the work.

    Each function commits its own batches: nothing here is all or nothing.

    :raises RetentionFailed: once all rules have had their turn, when one of them could not be carried out
    """
    done = [_apply(rule, now, dry_run) for rule in registry.rules() if registry.applier_of(rule)]
    if failed := [each.rule.code for each in done if each.count is None]:
        raise RetentionFailed(f"Not carried out: {', '.join(failed)}.")
    return done


def _apply(rule: Rule, now: datetime, dry_run: bool) -> Applied:
    apply = registry.applier_of(rule)
    if apply is None:
        raise ValueError(f"Nothing carries out {rule.code}.")
    try:
        count = apply(now, dry_run)
    except (DatabaseError, ArithmeticError, LookupError, TypeError, ValueError, RuntimeError):
        # One broken rule must not make us keep everything else for longer.
        logger.exception("Retention rule %s failed.", rule.code)
        return Applied(rule, None)
    logger.info("Retention rule %s: %d rows%s.", rule.code, count, " (dry run)" if dry_run else "")
    return Applied(rule, count)


def export_about(contact: str) -> dict[str, list[dict[str, object]]]:
    """Everything that the modules hold about this e-mail address or phone number, by kind of data."""
    found = {what: export(contact) for what, export in registry.exporters().items()}
    return {what: rows for what, rows in found.items() if rows}
