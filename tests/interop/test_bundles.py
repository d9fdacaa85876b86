"""Bundles: every fault with its file and its line, nothing half-imported, the same bytes back."""

import filecmp
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from boussole.interop.bundles import CheckedBundle, open_bundle
from boussole.interop.faults import BundleRefused
from boussole.interop.loading import load
from boussole.questionnaires.models import Questionnaire, Theme
from boussole.territories.models import Territory
from tests.factories import NOW

CONTENT = Path(__file__).resolve().parents[2] / "content"
NATIONAL, LOIRE = CONTENT / "national", CONTENT / "demo-loire"


@pytest.fixture(scope="module")
def bundle() -> CheckedBundle:
    return open_bundle(LOIRE, NATIONAL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demonstration territory, to be damaged."""
    return Path(shutil.copytree(LOIRE, tmp_path / "loire"))


def same_files(one: Path, other: Path) -> bool:
    compared = filecmp.dircmp(one, other)
    here = not (compared.left_only or compared.right_only or compared.funny_files)
    same = not filecmp.cmpfiles(one, other, compared.common_files, shallow=False)[1]
    return here and same and all(same_files(one / name, other / name) for name in compared.common_dirs)


def replaced(folder: Path, file: str, old: str, new: str) -> int:
    """Damage a file; return the line of the damage."""
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


OFFER = "offers/point-recherche-emploi.yaml"
STRUCTURE = "structures/mission-locale-stephanois.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (OFFER, "- recherche\n", "- zzz\n", "« zzz » n’est pas une réponse de la question « statut »."),
        (OFFER, "theme: emploi", "theme: cuisine", "Le thème « cuisine » n’existe pas."),
        (
            OFFER,
            "structure: mission",
            "structure: autre-mission",
            "La structure « autre-mission-locale-stephanois » n’est",
        ),
        (OFFER, "free: true", "free: false", "Une offre qui n’est pas gratuite ne peut pas être publiée."),
        (OFFER, "status: published", "status: visible", "« status » : la valeur doit être"),
        (OFFER, "title:", "titre:", "« titre » n’est pas un nom connu ici."),
        (STRUCTURE, 'commune: "42218"', 'commune: "99999"', "La commune « 99999 » n’existe pas."),
        (STRUCTURE, "- commune:42275", "- commune:00000", "La zone « commune:00000 » n’existe pas."),
        ("territory.yaml", "- code: sante", "- code: sport", "Le thème « sport » n’existe pas."),
        (
            "territory.yaml",
            "Europe/Paris",
            "Europe/Roanne",
            "Le fuseau horaire « Europe/Roanne » n’existe pas.",
        ),
        ("people.yaml", "role: animator", "role: chef", "« role » : la valeur doit être"),
    ],
)
def test_a_fault_is_told_with_its_file_and_its_line(
    folder: Path, file: str, old: str, new: str, says: str
) -> None:
    line = replaced(folder, file, old, new)

    with pytest.raises(BundleRefused) as refused:
        open_bundle(folder, NATIONAL)

    found = [(fault.file, fault.line) for fault in refused.value.faults if fault.message.startswith(says)]
    assert found[:1] == [(file, line)], refused.value.faults


def test_every_fault_is_reported_at_once(folder: Path) -> None:
    replaced(folder, OFFER, "theme: emploi", "theme: cuisine")
    replaced(folder, "territory.yaml", "Europe/Paris", "Europe/Roanne")
    (folder / "offres.yaml").write_text("a: 1\n")

    with pytest.raises(BundleRefused) as refused:
        open_bundle(folder, NATIONAL)

    assert {fault.file for fault in refused.value.faults} == {OFFER, "territory.yaml", "offres.yaml"}


def test_an_offer_is_never_wider_than_its_structure(folder: Path) -> None:
    path = folder / OFFER
    path.write_text(path.read_text().replace("promised_days:", "zone:\n- france\npromised_days:"))

    with pytest.raises(BundleRefused, match="1 fault") as refused:
        open_bundle(folder, NATIONAL)

    assert "dépasse la zone de compétence" in refused.value.faults[0].message


def test_unreadable_yaml_says_where(folder: Path) -> None:
    (folder / OFFER).write_text("code: [\n")

    with pytest.raises(BundleRefused) as refused:
        open_bundle(folder, NATIONAL)

    assert (refused.value.faults[0].file, refused.value.faults[0].line) == (OFFER, 2)


@pytest.mark.django_db
def test_a_refused_bundle_leaves_nothing_behind(folder: Path) -> None:
    replaced(folder, OFFER, "theme: emploi", "theme: cuisine")

    with pytest.raises(SystemExit, match="nothing was imported"):
        call_command("import", str(folder))

    assert (Theme.objects.count(), Territory.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_published_questionnaire_is_never_changed_in_place(tmp_path: Path) -> None:
    load(open_bundle(NATIONAL), now=NOW)
    changed = Path(shutil.copytree(NATIONAL, tmp_path / "national"))
    replaced(changed, "questionnaires/emploi.yaml", "Tu fais quoi en ce moment", "Tu fais quoi")

    with pytest.raises(BundleRefused) as refused:
        load(open_bundle(changed), now=NOW)
    assert "déjà publiée" in refused.value.faults[0].message

    replaced(changed, "questionnaires/emploi.yaml", "version: 1", "version: 2")
    load(open_bundle(changed), now=NOW)
    versions = Questionnaire.objects.filter(theme__code="emploi").order_by("version")
    assert list(versions.values_list("version", "status")) == [(1, "REPLACED"), (2, "PUBLISHED")]


def test_the_demonstration_is_complete_enough_to_be_alive(bundle: CheckedBundle) -> None:
    source = bundle.source

    assert len(source.structures) >= 25
    assert len(source.offers) >= 60
    assert {offer.entry.promised_days for offer in source.offers} == {1, 2, 3, 4, 5, 6, 7}
    assert {offer.entry.status for offer in source.offers} == {"published", "paused", "ended", "draft"}
    for theme, definition in bundle.context.definitions.items():
        asked = set(definition.questions)
        deciding = {c.question for terms in bundle.terms[theme] for c in terms.criteria}
        assert asked <= deciding, f"{theme}: a question decides no offer: {asked - deciding}"
