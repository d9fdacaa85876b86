"""What is forgotten of those who signed, and what a person reads of what partners hold about them."""

from datetime import timedelta

import pytest

from boussole.partners import privacy
from boussole.partners.models import CharterAgreement, CharterDocument, DirectoryError, PageChange, Signatory
from boussole.privacy.actions import export_about
from tests.factories import NOW
from tests.factories.accounts import UserFactory
from tests.factories.charters import signed_charter
from tests.factories.partners import ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FIVE_YEARS = timedelta(days=5 * 365)


@pytest.mark.parametrize("how", ["ENDED", "REPLACED"])
def test_five_years_after_its_end_a_charter_names_nobody(how):
    agreement, kept = signed_charter(), signed_charter()
    agreement.prepared_by = claire = UserFactory()
    agreement.save()
    CharterDocument.objects.create(
        agreement=agreement, kind="SEALED", content=b"%PDF", sha256="a" * 64, made_at=NOW, made_by=claire
    )
    agreement.move_to(CharterAgreement.Status(how), by=claire, at=NOW, note="Nora s’en va.")

    assert privacy.forget_signatures(NOW + FIVE_YEARS, False) == 0
    assert privacy.forget_signatures(NOW + FIVE_YEARS + DAY, True) == 1
    assert privacy.forget_signatures(NOW + FIVE_YEARS + DAY, False) == 1
    assert privacy.forget_signatures(NOW + FIVE_YEARS + DAY, False) == 0  # once is enough

    agreement.refresh_from_db()
    step = agreement.steps.get()
    assert (agreement.words, agreement.prepared_by, step.by, step.note) == ("", None, None, "")
    assert agreement.signed_on == NOW.date()
    assert {each.agreement for each in Signatory.objects.all()} == {kept}
    assert CharterDocument.objects.count() == 0


def test_a_charter_given_up_is_counted_from_the_day_it_was():
    agreement = signed_charter(status="SIGNING", signed_on=None, prepared_at=NOW - FIVE_YEARS)
    agreement.move_to(CharterAgreement.Status.CANCELLED, by=None, at=NOW)

    assert privacy.forget_signatures(NOW + DAY, False) == 0
    assert privacy.forget_signatures(NOW + FIVE_YEARS + DAY, False) == 1


def test_a_year_later_nobody_is_named_for_having_asked_for_a_change():
    change = PageChange.objects.create(
        structure=StructureFactory(),
        before={"name": "a"},
        after={"name": "b"},
        asked_by="Paul, au téléphone",
        at=NOW,
    )

    assert privacy.forget_who_asked(NOW + 365 * DAY, False) == 0
    assert privacy.forget_who_asked(NOW + 366 * DAY, True) == 1
    assert privacy.forget_who_asked(NOW + 366 * DAY, False) == 1
    assert privacy.forget_who_asked(NOW + 366 * DAY, False) == 0

    change.refresh_from_db()
    assert (change.asked_by, change.after) == ("", {"name": "b"})


def test_a_person_reads_where_they_answer_what_they_signed_and_what_they_reported():
    nadia = UserFactory(email="nadia@example.org")
    referent = ReferentFactory(user=nadia, role="MANAGER", structure__name="Le Phare", communes=["43157"])
    agreement = signed_charter(structure=referent.structure, territory=None)
    agreement.signatories.filter(role="REFERENT").update(email="Nadia@example.org")
    DirectoryError.objects.create(
        structure=referent.structure, text="Le numéro a changé.", reported_by=nadia, reported_at=NOW
    )

    held = export_about("NADIA@example.org")

    (part,) = held["structures dont la personne répond"]
    assert (part["structure"], part["rôle"], part["communes"]) == (
        "Le Phare",
        "Responsable de la structure",
        ["43157"],
    )
    (signature,) = held["signatures de chartes"]
    assert (signature["structure"], signature["signé le"]) == ("Le Phare", NOW + timedelta(hours=1))
    assert [each["texte"] for each in held["erreurs signalées dans l’annuaire"]] == ["Le numéro a changé."]
