"""What browsers load: light, complete, ours."""

import brotli
import pytest
from django.contrib.staticfiles import finders

from boussole.design import assets


@pytest.fixture(scope="module", autouse=True)
def built():
    assets.ensure_built()


def weight(name):
    return len(brotli.compress((assets.BUILT / name).read_bytes()))


@pytest.mark.parametrize(
    ("name", "ceiling"),
    [("public.css", 15_000), ("pro.css", 6_000), ("etat.css", 2_000), ("boussole.js", 5_000)],
)
def test_a_file_stays_under_its_ceiling_once_compressed(name, ceiling):
    assert weight(name) < ceiling


def test_a_behaviour_fits_in_six_kilobytes():
    assert [file.name for file in (assets.SOURCES / "js").glob("*.js") if file.stat().st_size > 6_000] == []


def test_young_people_download_no_font_and_no_picture():
    css = (assets.BUILT / "public.css").read_text()

    assert "@font-face" not in css
    assert "url(.." not in css
    assert "url(Marianne" not in css


def test_the_brand_of_the_state_brings_its_font():
    assert "url(Marianne-Bold.woff2)" in (assets.BUILT / "etat.css").read_text()
    assert (assets.BUILT / "Marianne-Bold.woff2").stat().st_size > 10_000


def test_nothing_is_built_twice_for_the_same_inputs():
    assert assets.ensure_built() is False


def test_a_missing_or_stale_build_is_made_again():
    assets.FINGERPRINT.write_text("yesterday")

    assert assets.ensure_built() is True
    assert assets.ensure_built() is False


def test_a_class_of_the_dsfr_that_a_template_names_is_kept_and_no_other():
    css = (assets.BUILT / "public.css").read_text()

    assert ".fr-btn--secondary" in css
    assert ".fr-connect" not in css


def test_the_finder_shows_our_files_and_not_the_package_of_the_design_system():
    assert finders.find("design/built/public.css")
    assert finders.find("design/mark.svg")
    assert finders.find("dsfr/dist/dsfr.min.css") is None


def test_every_colour_asked_for_is_defined():
    css = "".join((assets.BUILT / name).read_text() for name in ("public.css", "pro.css"))
    own = "".join(file.read_text() for file in (assets.SOURCES / "css").glob("*.css"))
    asked = set(assets.stylesheets.properties_read(assets.stylesheets.parse(own)))

    assert sorted(name for name in asked if f"{name}:" not in css) == []
