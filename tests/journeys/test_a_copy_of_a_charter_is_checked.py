"""Somebody holds a copy of a signed charter, and wants to know: it is authentic; with one bit changed, it is not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from boussole.partners.actions.sealing import seal_waiting
from boussole.partners.models import CharterAgreement, Structure
from boussole.territories.models import Territory
from tests.factories.charters import signed_charter
from tests.journeys.journey import Journey
from tests.journeys.professional import Professional

pytestmark = pytest.mark.browser

CLAIRE = "claire.fontanel@example.org"


def test_a_copy_of_a_charter_is_checked(loire, open_window, clock, post, tmp_path):
    journey = Journey(open_window, clock, post)
    structure = Structure.objects.filter(charters__status="IN_FORCE").order_by("pk")[0]
    structure.charters.all().delete()
    charter = signed_charter(structure, territory=Territory.objects.get(code="loire"))

    claire = journey.at_the_desk(CLAIRE)
    when_the_document_is_being_made_the_page_says_so(claire, charter)
    copy = and_then_it_is_downloaded(claire, charter, clock, tmp_path)
    then_anybody_reads_that_it_is_authentic(
        open_window(width=360, java_script_enabled=False), copy, structure
    )
    and_that_a_changed_one_is_not(open_window(), copy)


def when_the_document_is_being_made_the_page_says_so(claire, charter: CharterAgreement) -> None:
    claire.page.goto(f"/animation/chartes/{charter.public_id}/")
    claire.reads("Le document signé est en préparation")


def and_then_it_is_downloaded(claire, charter: CharterAgreement, clock, folder: Path) -> Path:
    assert seal_waiting(now=clock.now()) == 1
    claire.page.reload()
    with claire.page.expect_download() as started:
        claire.page.get_by_role("link", name="Télécharger le document signé").click()
    copy = folder / "copie.pdf"
    started.value.save_as(copy)
    if shutil.which("pdfsig"):
        said = subprocess.run(["pdfsig", copy], capture_output=True, text=True, check=True).stdout
        assert "Signature is Valid" in said
    return copy


def then_anybody_reads_that_it_is_authentic(window, copy: Path, structure: Structure) -> None:
    stranger = Professional(window, "quelqu’un")
    drop(stranger, copy)
    stranger.reads("Ce document est authentique", structure.name)


def and_that_a_changed_one_is_not(window, copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    stranger = Professional(window, "quelqu’un")
    drop(stranger, copy)
    stranger.reads("Ce document a été modifié")


def drop(somebody: Professional, copy: Path) -> None:
    somebody.page.goto("/verifier/")
    somebody.page.get_by_label("Votre document").set_input_files(copy)
    somebody.press("Vérifier ce fichier")
