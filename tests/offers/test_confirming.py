"""« Toujours d’actualité »: who says it, what it changes, who is asked, and never twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from boussole.accounts import actions as accounts
from boussole.accounts.models import User
from boussole.audit.models import Entry
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.offers import confirm_links, tasks
from boussole.offers.actions import confirming, publishing, reminding
from boussole.offers.models import ConfirmationReminder, Offer, OfferReach
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 8, 1, tzinfo=UTC)  # in Paris
AT = {"day": TODAY, "now": NOW}


@pytest.fixture
def nadia() -> User:
    return ReferentFactory(user__first_name="Nadia").user


@pytest.fixture
def structure(nadia: User):
    return nadia.referents.get().structure


@pytest.fixture
def claire() -> User:
    return MandateFactory(user__first_name="Claire").user


def an_offer(structure, *, days: int | None, **fields) -> Offer:
    """An offer whose date to confirm by is in so many days, or was so many days ago."""
    confirm_by = None if days is None else TODAY + timedelta(days=days)
    return OfferFactory(structure=structure, confirm_by=confirm_by, **fields)


def mails() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(template__startswith="offers/").order_by("created_at", "pk"))


def shown(offer: Offer) -> list[bool]:
    """For each day of the table that holds today: does it come last?"""
    rows = OfferReach.objects.filter(offer=offer, starts_on__lte=TODAY, ends_on__gte=TODAY)
    return list(rows.values_list("comes_last", flat=True))


# --- Saying it --------------------------------------------------------------------------------------
def test_a_confirmation_gives_the_date_of_the_territory_and_brings_the_offer_back(nadia, structure) -> None:
    TerritoryFactory(confirmation_months=9)
    down, off = an_offer(structure, days=-31), an_offer(structure, days=-200)
    assert (shown(down), shown(off)) == ([True], [])

    confirming.confirm([down, off], by=nadia, **AT)

    down.refresh_from_db()
    assert (down.confirm_by, down.confirmed_by, down.confirmed_at) == (date(2027, 8, 23), nadia, NOW)
    assert (shown(down), shown(off)) == ([False], [False])
    assert Entry.objects.filter(code="offer.confirmed", actor_id=nadia.pk).count() == 2


def test_one_that_is_not_theirs_and_none_is_confirmed(nadia, structure) -> None:
    mine, other = an_offer(structure, days=-1), an_offer(StructureFactory(), days=-1)

    with pytest.raises(NotAllowed):
        confirming.confirm([mine, other], by=nadia, **AT)

    mine.refresh_from_db()
    assert mine.confirm_by == TODAY - timedelta(days=1)


def test_the_animation_confirms_with_the_structure_on_the_phone(nadia, structure, claire) -> None:
    offer = an_offer(structure, days=-40)

    with pytest.raises(NotAllowed, match="choisissez à qui vous avez parlé"):
        confirming.confirm_by_phone([offer], said_by=UserFactory(), by=claire, **AT)
    with pytest.raises(NotAllowed, match="Seule l’animation"):
        confirming.confirm_by_phone([offer], said_by=nadia, by=nadia, **AT)
    confirming.confirm_by_phone([offer], said_by=nadia, by=claire, **AT)

    offer.refresh_from_db()
    entry = Entry.objects.get(code="offer.confirmed_by_phone")
    assert offer.confirmed_by == nadia
    assert (entry.actor_id, entry.facts) == (claire.pk, {"said_by": nadia.pk})


def test_publishing_is_a_confirmation_and_an_old_offer_has_no_date(nadia, structure) -> None:
    TerritoryFactory(confirmation_months=1)
    old, offer = OfferFactory(structure=structure), OfferFactory(structure=structure)
    version = offer.versions.create(
        number=2, document=offer.versions.get().document, author=nadia, saved_at=NOW
    )

    with transaction.atomic():
        publishing.publish(version, by=None, now=NOW)

    offer.refresh_from_db()
    assert (offer.confirm_by, offer.confirmed_by, old.confirm_by) == (date(2026, 12, 23), nadia, None)


def test_the_animation_chooses_the_months_of_its_territory(claire, nadia) -> None:
    territory = TerritoryFactory()

    confirming.choose_months(territory, 3, by=claire, **AT)
    for months, by in ((13, claire), (2, nadia)):
        with pytest.raises(NotAllowed):
            confirming.choose_months(territory, months, by=by, **AT)

    territory.refresh_from_db()
    assert territory.confirmation_months == 3


# --- Asking -----------------------------------------------------------------------------------------
def test_one_mail_to_each_person_with_all_their_offers_and_never_twice(nadia, structure) -> None:
    offers = [an_offer(structure, days=days) for days in (15, 0, -3)]
    an_offer(structure, days=16)
    an_offer(structure, days=None)

    tasks.ask_whether_still_true(int(NINE.timestamp()))
    tasks.ask_whether_still_true(int((NINE + timedelta(hours=1)).timestamp()))

    (mail,) = mails()
    assert mail.to_address == nadia.email
    assert mail.subject == "3\u00a0offres\u00a0: toujours d’actualité\u00a0?"
    assert [offer.title in mail.body for offer in offers] == [True, True, True]
    assert mail.body.count("\n- ") == 3
    assert set(ConfirmationReminder.objects.values_list("kind", flat=True)) == {"SOON", "TODAY"}


def test_nobody_is_written_to_at_night_and_the_morning_is_that_of_the_place(nadia, structure) -> None:
    an_offer(structure, days=0)
    reunion = ReferentFactory(structure__commune="97411", structure__areas=["departement:974"])
    an_offer(reunion.structure, days=0)

    assert reminding.remind_due(now=NINE - timedelta(hours=2)) == 1  # ten o’clock in Saint-Denis
    assert reminding.remind_due(now=NINE) == 1

    assert [mail.to_address for mail in mails()] == [reunion.user.email, nadia.email]


def test_whoever_follows_it_is_asked_else_whoever_answers_for_its_theme(structure, nadia) -> None:
    nadia.referents.update(role="MANAGER")
    malik = ReferentFactory(structure=structure).user
    jade = ReferentFactory(structure=structure)
    jade.themes.add(ThemeFactory(code="logement"))
    left = ReferentFactory(structure=structure, ends_on=TODAY - timedelta(days=1)).user
    an_offer(structure, days=0, followed_by=malik, title="À Malik")
    an_offer(structure, days=0, followed_by=left, title="À qui est parti")

    reminding.remind_due(now=NINE)

    asked = {mail.to_address: mail.body for mail in mails()}
    assert set(asked) == {nadia.email, malik.email}
    assert ["À Malik" in body for body in (asked[nadia.email], asked[malik.email])] == [False, True]


def test_the_animation_is_told_before_the_offer_goes_down(structure, claire) -> None:
    an_offer(structure, days=-23, title="Réparer ton vélo")

    reminding.remind_due(now=NINE)

    (warning,) = [mail for mail in mails() if mail.to_address == claire.email]
    assert "Réparer ton vélo" in warning.body
    assert "en fin de liste à partir du lundi 30\u00a0novembre" in warning.body


def test_an_offer_just_confirmed_is_not_asked_about_again(nadia, structure) -> None:
    offer = an_offer(structure, days=0)
    confirming.confirm([offer], by=nadia, **AT)

    assert reminding.remind_due(now=NINE) == 0


def test_the_animation_may_ask_once_more(nadia, structure, claire) -> None:
    offer = an_offer(structure, days=-45)

    assert reminding.remind_now([offer], by=claire, day=TODAY, now=NOW) == 1
    with pytest.raises(NotAllowed):
        reminding.remind_now([offer], by=nadia, day=TODAY, now=NOW)

    assert [mail.to_address for mail in mails()] == [nadia.email]


# --- The link of the mail -----------------------------------------------------------------------------
def token_of(person: User) -> str:
    return confirm_links.address_for(person, NOW).rstrip("/").rpartition("/")[2]


def test_a_link_is_one_persons_for_eight_days(nadia) -> None:
    token = token_of(nadia)

    assert confirm_links.person_behind(token, NOW) == nadia
    assert confirm_links.person_behind(token, NOW + timedelta(days=8)) == nadia
    assert confirm_links.person_behind(token, NOW + timedelta(days=9)) is None
    assert confirm_links.person_behind(token + "x", NOW) is None


def test_a_link_dies_with_the_account_even_opened_again(nadia) -> None:
    token = token_of(nadia)

    accounts.disable(nadia, by=None, now=NOW)
    closed = confirm_links.person_behind(token, NOW)
    accounts.reopen(nadia, by=None, now=NOW)

    assert (closed, confirm_links.person_behind(token, NOW)) == (None, None)
