"""The demonstration territory, imported: the same bytes back, nothing written twice, nothing taken from people."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from boussole.interop.bundles import CheckedBundle, open_bundle
from boussole.interop.exporting import export
from boussole.interop.loading import load
from boussole.offers.models import Offer, OfferReach
from boussole.orientation.matching import match
from boussole.orientation.queries import found_offers
from boussole.orientation.situation import situation_from
from boussole.partners.models import CharterAgreement, Referent
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.interop.test_bundles import LOIRE, NATIONAL, same_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loire")]


@pytest.fixture(scope="module")
def bundle() -> CheckedBundle:
    return open_bundle(LOIRE, NATIONAL)


def test_what_is_imported_is_exported_identical(tmp_path: Path) -> None:
    export(None, tmp_path / "national")
    export(Territory.objects.get(code="loire"), tmp_path / "loire")

    assert same_files(tmp_path / "national", NATIONAL)
    assert same_files(tmp_path / "loire", LOIRE)


def test_importing_twice_is_importing_once(bundle: CheckedBundle) -> None:
    before = (Offer.objects.count(), OfferReach.objects.count())

    assert load(bundle, now=NOW).is_empty
    assert (Offer.objects.count(), OfferReach.objects.count()) == before


def test_what_people_sign_end_or_share_out_here_is_not_for_a_file_to_change(bundle: CheckedBundle) -> None:
    signed = CharterAgreement.objects.filter(structure__code="mission-locale-stephanois")
    signed.update(words="Nous rappelons en sept jours.", signed_on=date(2026, 9, 26))

    ending = CharterAgreement.objects.exclude(pk=signed.get().pk).filter(status="IN_FORCE")[:1].get()
    CharterAgreement.objects.filter(pk=ending.pk).update(notice_at=NOW, ends_on=date(2026, 12, 31))
    manager = Referent.objects.filter(role="MANAGER")[:1].get()
    Referent.objects.filter(pk=manager.pk).update(role="REFERENT")

    load(bundle, now=NOW)

    ending.refresh_from_db()
    manager.refresh_from_db()
    assert (signed.get().signed_on, ending.ends_on) == (date(2026, 9, 26), date(2026, 12, 31))
    assert manager.role == "REFERENT"


def test_the_files_and_the_database_give_the_same_answer(bundle: CheckedBundle) -> None:
    themes = dict(Theme.objects.values_list("code", "pk"))
    for theme, commune in product(themes, ["42218", "42019", "42187", "69383"]):
        definition = bundle.context.definitions[theme]
        situation = situation_from({"commune": commune, "age": 19}, definition)

        from_files = match(situation, bundle.terms[theme], definition, NOW.date())
        count, from_database = found_offers(situation, themes[theme], definition, NOW.date())

        assert count == len(from_files)
        assert [(o.code, o.reasons) for o in from_database] == [(m.offer, m.reasons) for m in from_files]
