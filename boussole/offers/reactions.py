"""What offers do when something changes below them."""

from datetime import datetime

from boussole.accounts.leaving import on_disable
from boussole.accounts.models import User
from boussole.offers import merging, reach
from boussole.offers.actions.answer_reviews import ask_reviews
from boussole.offers.actions.following import follow_zone, leave_place, pause_all
from boussole.offers.models import Criterion, Offer, OfferVersion
from boussole.partners.absences import on_change
from boussole.partners.joining import on_standing
from boussole.partners.merging import before_merge, moves
from boussole.partners.models import Absence, Structure
from boussole.partners.zone_changes import on_zone_change
from boussole.questionnaires.changes import Publication, on_publish, uses_categories
from boussole.questionnaires.comparing import added_answers
from boussole.questionnaires.models import Category

before_merge(merging.keep_zones)
moves("offers.Offer.structure", "offers.Offer_sites.structure")(merging.move_offers)


@on_change
def show_or_hide(absence: Absence, by: User | None, now: datetime) -> None:
    """A pause or a longer delay is written in the matching table, by its dates."""
    if absence.rule in (Absence.Rule.PAUSE, Absence.Rule.LONGER_DELAY):
        reach.refresh_of_structure(absence.structure)


@on_standing
def show_what_a_partner_offers(structure: Structure, by: User | None, now: datetime) -> None:
    """A structure that becomes a partner, or whose charter changes, is shown by its dates; one that left, never."""
    if structure.status == Structure.Status.LEFT:
        pause_all(structure, note=f"« {structure.name} » a quitté le réseau."[:300], by=by, now=now)
        if by is not None:
            leave_place(structure, by=by, now=now)
    reach.refresh_of_structure(structure)


@on_zone_change
def stay_inside(structure: Structure, by: User, now: datetime) -> None:
    """No offer serves a commune that its structure does not."""
    follow_zone(structure, by=by, now=now)


@on_disable
def follow_no_more(user: User, now: datetime) -> None:
    """The offers somebody followed alone are followed by every referent again."""
    followed = list(user.followed_offers.select_related("structure", "category").prefetch_related("criteria"))
    for offer in followed:
        offer.followed_by = None
        offer.save(update_fields=["followed_by"])
    reach.refresh(followed)


@on_publish
def know_new_answers(publication: Publication) -> None:
    """What « seulement… » leaves out follows from every answer ever published: write it again, and ask who
    accepts some of the answers only about those that are new.
    """
    theme = publication.questionnaire.theme_id
    bound = Criterion.objects.filter(offer__theme=theme, kind=Criterion.Kind.ONLY).values("offer")
    rows = Offer.objects.filter(pk__in=bound, status=Offer.Status.PUBLISHED)
    reach.refresh(list(rows.select_related("structure", "category").prefetch_related("criteria")))
    if publication.before is None:
        return
    version = publication.questionnaire
    if added := added_answers(publication.before, version.definition):
        ask_reviews(version.theme, added, territory=version.territory, now=publication.now)


@uses_categories
def offers_of(category: Category) -> list[str]:
    """The offers that stand in a category, and those whose next version will."""
    next_versions = OfferVersion.objects.at_work().filter(
        document__theme=category.theme.code, document__category=category.code
    )
    rows = Offer.objects.filter(category=category) | Offer.objects.filter(
        pk__in=next_versions.values("offer")
    )
    return list(rows.distinct().order_by("title", "pk").values_list("title", flat=True))
