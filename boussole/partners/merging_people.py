"""What becomes of the rows of this module when two structures turn out to be one (`merging.py`).

Two rows that may not stand side by side become one, and nobody loses a right: the larger part and the longer time win.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from boussole.accounts.models import User
from boussole.partners.absences import today_at
from boussole.partners.actions.absences import call_off
from boussole.partners.actions.charters.sending import give_up
from boussole.partners.merging import Merge, moves, moves_as_they_are
from boussole.partners.models import (
    Absence,
    CharterAgreement,
    DirectoryCoordinate,
    DistinctStructures,
    Referent,
    Structure,
    TeamReminder,
    foremost,
)

Charter = CharterAgreement.Status

moves_as_they_are("partners.DirectoryError.structure", "partners.Structure.merged_into")


@moves("partners.StructureStep.structure", "partners.PageChange.structure")
def keep_steps(merge: Merge) -> None:
    """The history of the record that goes stays its own: the page of the other one tells both."""


@moves("partners.Structure_themes.structure")
def add_themes(merge: Merge) -> None:
    merge.kept.themes.add(*merge.gone.themes.all())


@moves("partners.Structure.parent")
def move_sites(merge: Merge) -> None:
    """Its places are those of the other; a body is never a place of itself."""
    kept, gone = merge.kept, merge.gone
    gone.sites.exclude(pk=kept.pk).update(parent=kept)
    if kept.parent_id == gone.pk:
        kept.parent_id = gone.parent_id if gone.parent_id != kept.pk else None
        kept.save(update_fields=["parent"])


@moves("partners.DistinctStructures.one", "partners.DistinctStructures.other")
def forget_comparisons(merge: Merge) -> None:
    """What differs from the record that goes differs from the one that stays."""
    kept, gone = merge.kept, merge.gone
    for row in DistinctStructures.objects.filter(Q(one=gone) | Q(other=gone)):
        third = row.other_id if row.one_id == gone.pk else row.one_id
        row.delete()
        if third != kept.pk:
            one, other = sorted((kept.pk, third))
            DistinctStructures.objects.get_or_create(
                one_id=one, other_id=other, defaults={"said_by": row.said_by, "said_at": row.said_at}
            )


@moves("partners.TeamReminder.structure")
def move_team_reminders(merge: Merge) -> None:
    """A reminder that both had for the same day was one."""
    known = set(merge.kept.team_reminders.values_list("kind", "due_on"))
    for row in merge.gone.team_reminders.all():
        if (row.kind, row.due_on) in known:
            row.delete()
        else:
            TeamReminder.objects.filter(pk=row.pk).update(structure=merge.kept)


@moves("partners.CharterAgreement.structure")
def move_charters(merge: Merge) -> None:
    """Of two agreements with the same territory, the better stands: the other is replaced, or given up."""
    for charter in merge.gone.charters.order_by("pk"):
        rivals = list(merge.kept.charters.filter(territory=charter.territory_id, status=charter.status))
        if rivals and charter.status in CharterAgreement.ALIVE:
            _give_way(_weaker(charter, rivals[0]), merge)
        elif charter.status in CharterAgreement.AT_WORK:
            at_work = merge.kept.charters.filter(
                territory=charter.territory_id, status__in=CharterAgreement.AT_WORK
            )
            if at_work.exists():
                _give_way(charter, merge)
        CharterAgreement.objects.filter(pk=charter.pk).update(structure=merge.kept)


def _weaker(one: CharterAgreement, other: CharterAgreement) -> CharterAgreement:
    """The one that covers fewer days to come; of two alike, the older."""
    last = {each.pk: (each.covers() or (date.min, date.min))[1] for each in (one, other)}
    if last[one.pk] != last[other.pk]:
        return min((one, other), key=lambda each: last[each.pk])
    return other if foremost((one, other)) is one else one


def _give_way(charter: CharterAgreement, merge: Merge) -> None:
    note = "Fiches réunies."
    if charter.status == Charter.IN_FORCE:
        charter.move_to(Charter.REPLACED, by=merge.by, at=merge.now, note=note)
    else:
        give_up(charter, note=note, by=merge.by, now=merge.now)


@moves("partners.Absence.structure")
def move_absences(merge: Merge) -> None:
    """Those of people go with them. What closed the whole of one record must not close the other."""
    day = today_at(merge.gone, merge.now)
    whole = Absence.objects.standing().filter(structure=merge.gone, user__isnull=True, ends_on__gte=day)
    for absence in whole.select_for_update(of=("self",)):
        call_off(absence, by=merge.by, now=merge.now)
    Absence.objects.filter(structure=merge.gone).update(structure=merge.kept)


@moves("partners.Referent.structure", "partners.DirectoryCoordinate.structure")
def move_people(merge: Merge) -> None:
    """Somebody of both records becomes one person of one, for all that they answered for."""
    there = {row.user_id: row for row in merge.kept.referents.all()}
    for row in merge.gone.referents.prefetch_related("themes"):
        if row.user_id in there:
            _join(there[row.user_id], row, today_at(merge.kept, merge.now))
        else:
            Referent.objects.filter(pk=row.pk).update(structure=merge.kept)
    _move_coordinates("structure", merge.gone, merge.kept)
    User.objects.filter(workplace=f"structure:{merge.gone.code}").update(
        workplace=f"structure:{merge.kept.code}"
    )


def _join(kept: Referent, gone: Referent, day: date) -> None:
    """The kept row says what both said; a row that opens nothing adds nothing to one that does."""
    _move_coordinates("referent", gone, kept)
    opens = {each.pk: _opens(each, day) for each in (kept, gone)}
    if opens[gone.pk] and not opens[kept.pk]:
        _copy_part(gone, kept)
    elif opens[gone.pk]:
        _add_part(gone, kept)
    gone.delete()


def _opens(row: Referent, day: date) -> bool:
    return not row.is_pending and (row.ends_on is None or row.ends_on >= day)


def _copy_part(source: Referent, target: Referent) -> None:
    for name in ("role", "communes", "starts_on", "ends_on", "is_pending", "confirmed_on", "confirmed_by"):
        setattr(target, name, getattr(source, name))
    target.save()
    target.themes.set(source.themes.all())


def _add_part(source: Referent, target: Referent) -> None:
    """No theme, or no commune, means all of them: it stays so when one of the two had it."""
    if source.is_manager:
        target.role = Referent.Role.MANAGER
    target.starts_on = min(source.starts_on, target.starts_on)
    ends = (source.ends_on, target.ends_on)
    target.ends_on = None if None in ends else max(each for each in ends if each)
    target.communes = (
        sorted({*source.communes, *target.communes}) if source.communes and target.communes else []
    )
    target.save()
    themes = [set(row.themes.values_list("pk", flat=True)) for row in (source, target)]
    target.themes.set(themes[0] | themes[1] if all(themes) else [])


def _move_coordinates(whose: str, gone: Structure | Referent, kept: Structure | Referent) -> None:
    """The kept one's own coordinate wins, with the consent that was given for it."""
    mine = set(DirectoryCoordinate.objects.filter(**{whose: kept}).values_list("kind", flat=True))
    theirs = DirectoryCoordinate.objects.filter(**{whose: gone})
    theirs.filter(kind__in=mine).delete()
    theirs.update(**{whose: kept})
