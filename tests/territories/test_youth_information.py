"""Where no Boussole is open, somebody can still help."""

from boussole.territories.geography import geography
from boussole.territories.youth_information import NATIONAL_BODY, youth_information_body


def test_each_region_has_its_body():
    regions = [
        area.removeprefix("region:") for area in geography().areas("region") if len(area) == len("region:84")
    ]

    assert len(regions) == 18
    assert [code for code in regions if youth_information_body(code) == NATIONAL_BODY] == []
    assert youth_information_body("84").label == "Info Jeunes Auvergne-Rhône-Alpes"


def test_the_overseas_collectivities_turn_to_the_national_body():
    assert youth_information_body("988") == NATIONAL_BODY


def test_a_website_is_complete_or_absent():
    websites = {youth_information_body(code).website for code in ("84", "53", "11", "27", "988")}

    assert all(website == "" or website.startswith("https://") for website in websites)
