"""Written once for many: what the copies of a template share, what is their own, and how they part."""

from dataclasses import replace
from datetime import date

import pytest

from boussole.accounts.models import Mandate
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.offers.actions.reviewing import approve, submit
from boussole.offers.actions.templates import (
    ChangedByAnother,
    Scope,
    change_template,
    detach,
    use_template,
    withdraw_template,
    write_template,
)
from boussole.offers.actions.writing import save_version, start_version
from boussole.offers.content import OfferContent
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import Offer, OfferTemplate, OfferVersion
from boussole.offers.policies import can_write_for_network, shared_parts
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import CategoryFactory, ThemeFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
WHEN = {"day": date(2026, 11, 23), "now": NOW}
ADULTS = (Criterion("age", CriterionKind.RANGE, minimum=18, maximum=25),)


@pytest.fixture
def sami():
    return MandateFactory(user__first_name="Sami").user


@pytest.fixture
def text() -> OfferContent:
    category = CategoryFactory(theme=ThemeFactory())
    return OfferContent(
        theme=category.theme.code,
        category=category.code,
        title="Un rendez-vous pour ton projet",
        summary="Tu fais le point avec une conseillère.",
        phone="01 99 00 42 99",  # a template has no phone: each structure gives its own
    )


@pytest.fixture
def template(sami, text) -> OfferTemplate:
    return write_template(text, Scope(TerritoryFactory()), by=sami, **WHEN)


def copy_on_line(template: OfferTemplate, sami, **own: object):
    """A structure makes the template its own, adds what is local, and is published."""
    structure, nadia = StructureFactory.with_referent()
    [version] = use_template(template, [structure], by=nadia, **WHEN)
    content = replace(version.content, is_free=True, **own)
    version = save_version(version, content, seen=version.saves, by=nadia, **WHEN)
    submit(version, by=nadia, **WHEN)
    return nadia, approve(version, by=sami, **WHEN)


def change(template: OfferTemplate, sami, **parts: object) -> int:
    template.refresh_from_db()
    return change_template(
        template, replace(template.content, **parts), seen=template.number, by=sami, **WHEN
    )


def test_a_template_is_written_once_and_each_structure_has_a_draft_of_its_own(template) -> None:
    first, nadia = StructureFactory.with_referent(default_promised_days=2)
    second = ReferentFactory(user=nadia).structure

    drafts = use_template(template, [first, second], by=nadia, **WHEN)

    assert [(v.offer.structure, v.origin, v.content.title, v.content.phone) for v in drafts] == [
        (first, OfferVersion.Origin.TEMPLATE, "Un rendez-vous pour ton projet", ""),
        (second, OfferVersion.Origin.TEMPLATE, "Un rendez-vous pour ton projet", ""),
    ]
    assert drafts[0].content.promised_days == 2
    assert {v.offer.status for v in drafts} == {Offer.Status.DRAFT}


def test_a_copy_on_line_changes_with_its_template_and_keeps_what_is_its_own(template, sami) -> None:
    nadia, offer = copy_on_line(
        template, sami, phone="01 99 00 42 11", promised_days=4, areas=("commune:42218",)
    )

    assert change(template, sami, title="Un rendez-vous pour toi", criteria=ADULTS) == 1

    offer.refresh_from_db()
    assert (offer.title, offer.phone, offer.promised_days, offer.areas, offer.status) == (
        "Un rendez-vous pour toi",
        "01 99 00 42 11",
        4,
        ["commune:42218"],
        Offer.Status.PUBLISHED,
    )
    assert tuple(row.value for row in offer.criteria.all()) == ADULTS
    assert {row.age_min for row in offer.reach.all()} == {18}
    assert [
        (v.get_status_display(), v.get_origin_display(), v.content.title) for v in offer.versions.all()
    ] == [
        ("Remplacée", "Venue du modèle", "Un rendez-vous pour ton projet"),
        ("Publiée", "Venue du modèle", "Un rendez-vous pour toi"),
    ]
    told = OutgoingMessage.objects.get(template__endswith="template_changed")
    assert told.to_address == nadia.email
    assert "- Un rendez-vous pour toi" in told.body


def test_a_draft_under_way_gets_the_new_text_and_the_page_that_is_older_knows_it(template, sami) -> None:
    nadia, offer = copy_on_line(template, sami)
    version = start_version(offer, by=nadia, **WHEN)
    mine = replace(version.content, phone="01 99 00 42 12")
    version = save_version(version, mine, seen=version.saves, by=nadia, **WHEN)

    change(template, sami, summary="Tu fais le point, à deux.")

    seen, version = version.saves, offer.versions.at_work().get()
    assert (version.content.summary, version.content.phone) == ("Tu fais le point, à deux.", "01 99 00 42 12")
    assert version.saves == seen + 1


def test_what_is_shared_is_not_written_in_a_copy(template, sami) -> None:
    nadia, offer = copy_on_line(template, sami)
    assert "title" in shared_parts(offer)
    version = start_version(offer, by=nadia, **WHEN)
    typed = replace(version.content, title="Mon titre à moi", phone="01 99 00 42 13")
    version = save_version(version, typed, seen=version.saves, by=nadia, **WHEN)
    assert (version.content.title, version.content.phone) == (
        "Un rendez-vous pour ton projet",
        "01 99 00 42 13",
    )


def test_an_offer_detached_goes_its_own_way(template, sami) -> None:
    nadia, offer = copy_on_line(template, sami)
    offer = detach(offer, by=nadia, **WHEN)
    assert (shared_parts(offer), change(template, sami, title="Autre titre")) == (frozenset(), 0)
    with pytest.raises(NotAllowed, match="ne suit aucun modèle"):
        detach(offer, by=nadia, **WHEN)


def test_a_template_taken_away_frees_its_copies(template, sami) -> None:
    nadia, offer = copy_on_line(template, sami)
    assert withdraw_template(template, by=sami, **WHEN) == 1
    offer.refresh_from_db()
    assert (offer.title, offer.follows_template) == ("Un rendez-vous pour ton projet", False)
    with pytest.raises(NotAllowed, match="retiré"):
        use_template(template, [offer.structure], by=nadia, **WHEN)
    assert OfferTemplate.objects.visible_to(nadia, WHEN["day"]).count() == 0


def test_a_paused_copy_changes_and_stays_paused(template, sami) -> None:
    _, offer = copy_on_line(template, sami)
    Offer.objects.filter(pk=offer.pk).update(status=Offer.Status.PAUSED)
    change(template, sami, title="Autre titre")
    offer.refresh_from_db()
    assert (offer.title, offer.status, offer.reach.count()) == ("Autre titre", Offer.Status.PAUSED, 0)


def test_two_people_do_not_overwrite_each_other(template, sami) -> None:
    with pytest.raises(ChangedByAnother):
        change_template(
            template, replace(template.content, title="Autre"), seen=template.number - 1, by=sami, **WHEN
        )
    with pytest.raises(MoveRefused, match="un titre et un texte court"):
        change(template, sami, title=" ")


def test_a_territory_keeps_its_templates(template, text) -> None:
    elsewhere, nadia = StructureFactory.with_referent(areas=["departement:69"], commune="69383")
    with pytest.raises(NotAllowed, match="réservé au territoire"):
        use_template(template, [elsewhere], by=nadia, **WHEN)
    assert OfferTemplate.objects.visible_to(nadia, WHEN["day"]).count() == 0
    with pytest.raises(NotAllowed, match="Seule l’animation du territoire"):
        write_template(text, Scope(template.territory), by=nadia, **WHEN)


def test_a_network_is_written_by_the_national_team_or_by_the_animator_who_has_all_of_it(sami, text) -> None:
    day = WHEN["day"]
    national = MandateFactory(role=Mandate.Role.NATIONAL, territory=None, user=UserFactory()).user
    inside, nadia = StructureFactory.with_referent(network="Missions locales")
    assert bool(can_write_for_network(sami, "Missions locales", day))
    StructureFactory(network="Missions locales", areas=["departement:69"], commune="69383")
    assert "hors de votre territoire" in can_write_for_network(sami, "Missions locales", day).reason

    template = write_template(text, Scope(network="Missions locales"), by=national, **WHEN)

    assert [v.offer.structure for v in use_template(template, [inside], by=nadia, **WHEN)] == [inside]
    other, lea = StructureFactory.with_referent(network="Maisons des jeunes")
    with pytest.raises(NotAllowed, match="réservé au réseau"):
        use_template(template, [other], by=lea, **WHEN)
