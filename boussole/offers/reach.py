"""The derived table that makes matching fast. Every write of an offer goes through `refresh`.

The normalised model (offer, criteria, zone, charter) stays the truth; this table says the same thing
in the shape that one index-only scan can read (performance.md section 3, decision 0005).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from boussole.core.db import require_transaction
from boussole.offers.criteria import AGE, Criterion, CriterionKind
from boussole.offers.freshness import Calendar
from boussole.offers.keys import key_of, ranked_category
from boussole.offers.models import Offer, OfferPeriod, OfferReach
from boussole.offers.windows import ONE_DAY, Days, Window, closed, cut
from boussole.partners.models import Absence, CharterAgreement, Structure, coverages
from boussole.questionnaires.definition import Definition, answer_key
from boussole.questionnaires.models import Questionnaire

# A number that no bound reaches, small enough for the column.
LOWEST, HIGHEST = -(2**15), 2**15 - 1
FAR_PAST, FAR_FUTURE = date(1, 1, 1), date(9999, 12, 31)

# For each question of a theme, every answer that can exclude, over all its published versions.
KnownAnswers = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What excludes, in the shape of the table."""

    age_min: int
    age_max: int
    rejected: list[int]
    ranges: dict[str, list[int | None]] | None


def known_answers(definitions: Iterable[Definition]) -> KnownAnswers:
    """The union over versions: an answer of an old version is rejected like one of today's."""
    known: dict[str, set[str]] = {}
    for definition in definitions:
        for question in definition.questions.values():
            known.setdefault(question.code, set()).update(question.deciding)
    return {code: frozenset(answers) for code, answers in known.items()}


def exclusions(criteria: Iterable[Criterion], known: KnownAnswers) -> Exclusions:
    """Translate the criteria of an offer. Equal to `criteria.accepts` on every situation (tested)."""
    age_min, age_max = LOWEST, HIGHEST
    rejected: list[int] = []
    ranges: dict[str, list[int | None]] = {}
    for criterion in criteria:
        if criterion.kind == CriterionKind.ONLY:
            refused = known.get(criterion.question, frozenset()) - criterion.accepted
            rejected += [answer_key(criterion.question, code) for code in refused]
        elif criterion.kind == CriterionKind.RANGE and criterion.question == AGE:
            # Within the columns: a bundle or a spreadsheet may say « until 999 999 ».
            age_min = LOWEST if criterion.minimum is None else max(LOWEST, min(criterion.minimum, HIGHEST))
            age_max = HIGHEST if criterion.maximum is None else max(LOWEST, min(criterion.maximum, HIGHEST))
        elif criterion.kind == CriterionKind.RANGE:
            ranges[criterion.question] = [criterion.minimum, criterion.maximum]
    return Exclusions(age_min, age_max, sorted(rejected), ranges or None)


def stretches(offer: Offer) -> list[Days]:
    """The days on which the offer may be shown: its own dates within those of the structure’s charters."""
    if offer.status != Offer.Status.PUBLISHED or offer.structure.status != Structure.Status.ACTIVE:
        return []
    if offer.is_full and offer.when_full == Offer.WhenFull.PAUSED:
        return []
    found = []
    for first, last in coverages(CharterAgreement.objects.filter(structure=offer.structure_id)):
        starts_on, ends_on = (
            max(first, offer.valid_from or FAR_PAST),
            min(last, offer.valid_until or FAR_FUTURE),
        )
        if starts_on <= ends_on:
            found.append(Days(starts_on, ends_on))
    return found


def windows(offer: Offer, absences: Iterable[Absence], periods: Iterable[Days]) -> list[Window]:
    """The same days without those of a pause or out of its periods, and on which of them it comes last.

    `absences` are those of its structure; an offer without `periods` is always open. An offer that nobody
    confirms comes last, then is shown no more.
    """
    if not (shown := stretches(offer)):
        return []
    felt = [each for each in absences if each.is_of_everybody or each.user_id == offer.followed_by_id]
    pauses = [Days(each.starts_on, each.ends_on) for each in felt if each.rule == Absence.Rule.PAUSE]
    slower = [
        Days(each.starts_on, each.ends_on) for each in felt if (each.promised_days or 0) > offer.promised_days
    ]
    pauses += closed(periods)
    if offer.confirm_by is not None:
        dates = Calendar(offer.confirm_by)
        slower.append(Days(dates.down_from, dates.off_from - ONE_DAY))
        pauses.append(Days(dates.off_from, FAR_FUTURE))
    return [each for days in shown for each in cut(days, pauses, slower)]


def answers_known_of(theme_id: int) -> KnownAnswers:
    """The answers of a theme that can exclude: journeys under way may still give those of a former version."""
    versions = Questionnaire.objects.filter(theme_id=theme_id).published_ever()
    return known_answers(version.definition for version in versions)


def refresh(offers: Sequence[Offer]) -> int:
    """Rewrite the rows of these offers, in the caller's transaction; return how many rows they now have."""
    require_transaction()
    OfferReach.objects.filter(offer__in=offers).delete()
    absences, periods = _absences_that_show(offers), _periods_of(offers)
    known_by_theme: dict[int, KnownAnswers] = {}
    rows: list[OfferReach] = []
    for offer in offers:
        if not (cuts := windows(offer, absences.get(offer.structure_id, ()), periods[offer.pk])):
            continue
        if offer.theme_id not in known_by_theme:
            known_by_theme[offer.theme_id] = answers_known_of(offer.theme_id)
        excluded = exclusions((row.value for row in offer.criteria.all()), known_by_theme[offer.theme_id])
        rows += [
            OfferReach(
                theme_id=offer.theme_id,
                area=area,
                offer=offer,
                category=ranked_category(offer.category.position, offer.category.code),
                structure_key=key_of(offer.structure.code),
                offer_key=key_of(offer.code),
                is_full=offer.is_full,
                comes_last=days.comes_last,
                starts_on=days.starts_on,
                ends_on=days.ends_on,
                age_min=excluded.age_min,
                age_max=excluded.age_max,
                rejected=excluded.rejected,
                ranges=excluded.ranges,
            )
            for area in sorted(set(offer.effective_areas))
            for days in cuts
        ]
    OfferReach.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _absences_that_show(offers: Iterable[Offer]) -> dict[int, list[Absence]]:
    """By structure, the absences that young people can see: a pause, a longer delay. One query."""
    found: dict[int, list[Absence]] = defaultdict(list)
    rules = (Absence.Rule.PAUSE, Absence.Rule.LONGER_DELAY)
    rows = Absence.objects.standing().of_structures({offer.structure_id for offer in offers})
    for absence in rows.filter(rule__in=rules):
        found[absence.structure_id].append(absence)
    return found


def _periods_of(offers: Sequence[Offer]) -> dict[int, list[Days]]:
    """The opening periods of each of these offers. One query."""
    found: dict[int, list[Days]] = defaultdict(list)
    for row in OfferPeriod.objects.filter(offer__in=offers):
        found[row.offer_id].append(Days(row.starts_on, row.ends_on))
    return found


def refresh_of_structure(structure: Structure) -> int:
    """Rewrite the rows of all the offers of a structure: its absences have changed."""
    rows = Offer.objects.filter(structure=structure, status=Offer.Status.PUBLISHED)
    return refresh(list(rows.select_related("structure", "category").prefetch_related("criteria")))


def set_full(offer: Offer, is_full: bool) -> None:
    """Say that an offer holds, or no longer holds, all the open requests it can: shown last, or not at all."""
    require_transaction()
    Offer.objects.filter(pk=offer.pk).update(is_full=is_full)
    offer.is_full = is_full
    if offer.when_full == Offer.WhenFull.PAUSED:
        refresh([offer])
    else:
        OfferReach.objects.filter(offer=offer).update(is_full=is_full)
