"""One box: a postcode or a name, as people type them."""

import pytest

from boussole.territories.geography import geography


def labels(text, limit=8):
    return [found.label for found in geography().search(text, limit)]


def first(text):
    found = geography().search(text)
    return found[0].commune.code if found else None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        # without accents, hyphens, apostrophes, capitals, and with abbreviations
        ("Saint-Étienne", "42218"),
        ("st etienne", "42218"),
        ("SAINT ETIENNE", "42218"),
        ("  saint   étienne ", "42218"),
        ("st-etienne", "42218"),
        ("saintetienne", "42218"),
        ("ste foy les lyon", "69202"),
        ("Sainte Foy lez Lyon", "69202"),
        ("l'isle d abeau", "38193"),
        ("L’Isle-d’Abeau", "38193"),
        ("lisle dabeau", "38193"),
        ("isle d'abeau", "38193"),
        ("chalon s/ saone", "71076"),
        ("chalon s saone", "71076"),
        ("l hay les roses", "94038"),
        ("ile d yeu", "85113"),
        ("Œting", "57521"),
        ("mont brison", "42147"),
        # articles may be left out
        ("havre", "76351"),
        ("mans", "72181"),
        ("rochelle", "17300"),
        ("puy en velay", "43157"),
        # the beginning of a name, or of its words
        ("villeurb", "69266"),
        ("saint cham", "42207"),
        ("chamond", "42207"),
        ("rambert st just", "42279"),
        # typing mistakes
        ("saint etiene", "42218"),
        ("monbrison", "42147"),
        ("viileurbanne", "69266"),
        ("grennoble", "38185"),
        ("lyno", "69123"),
        ("clermon ferand", "63113"),
        ("sant etien", "42218"),
        ("etiene", "42218"),
        ("vileurb", "69266"),
        ("villeneuve asq", "59009"),
        ("st just st ranbert", "42279"),
        # with a postcode or a département
        ("saint etienne 42", "42218"),
        ("42000 saint-etienne", "42218"),
        ("saint denis 93", "93066"),
        ("saint denis 97400", "97411"),
        ("bourg en bresse 01", "01053"),
        ("bastia 2B", "2B033"),
        ("Saint-Étienne CEDEX", "42218"),
        ("12 rue de la Paix, 42000 Saint-Étienne", "42218"),
        ("mairie de Firminy", "42095"),
        # arrondissements
        ("paris 13", "75113"),
        ("Paris 13ème", "75113"),
        ("paris 13e arrondissement", "75113"),
        ("lyon 3", "69383"),
        ("Lyon 3e", "69383"),
        ("lyon 3 eme", "69383"),
        ("lyon 03", "69383"),
        ("marseille 1er", "13201"),
        ("Lyon 69003", "69383"),
        # official codes
        ("42218", "42218"),
        ("2A004", "2A004"),
        ("2a004", "2A004"),
    ],
)
def test_what_people_type_finds_their_commune_first(typed, code):
    assert first(typed) == code


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("42000", ["Saint-Étienne (42000)"]),
        ("42100", ["Saint-Étienne (42100)"]),
        ("42 000", ["Saint-Étienne (42000)"]),
        ("69003", ["Lyon 3e arrondissement (69003)"]),
        ("13001", ["Marseille 1er arrondissement (13001)"]),
        ("75116", ["Paris 16e arrondissement (75116)"]),
        ("97400", ["Saint-Denis (97400)"]),
        ("97110", ["Pointe-à-Pitre (97110)"]),
        ("97600", ["Mamoudzou (97600)", "Koungou (97600)"]),
        ("97500", ["Saint-Pierre (97500)", "Miquelon-Langlade (97500)"]),
        ("98800", ["Nouméa (98800)"]),
        ("20000", ["Ajaccio (20000)"]),
        ("74600", ["Annecy (74600)", "Quintal (74600)", "Montagny-les-Lanches (74600)"]),
    ],
)
def test_a_postcode_finds_its_communes(typed, expected):
    assert labels(typed) == expected


def test_a_complete_postcode_gives_all_its_communes_whatever_the_limit():
    found = geography().search("51300", limit=8)

    assert len(found) == 46
    assert found[0].label == "Vitry-le-François (51300)"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("42", ["Saint-Étienne (42000…)", "Saint-Chamond (42400)", "Roanne (42300)"]),
        ("974", ["Saint-Denis (97400…)", "Saint-Paul (97411…)", "Saint-Pierre (97410, 97432)"]),
        ("2A", ["Ajaccio (20000…)", "Porto-Vecchio (20137)", "Bastelicaccia (20129)"]),
        ("2b", ["Bastia (20200, 20600)", "Borgo (20290)", "Corte (20250)"]),
        ("42009", ["Arthun (42130)", "Saint-Étienne (42000…)"]),  # the code of Arthun, or a CEDEX
    ],
)
def test_a_part_of_a_postcode_gives_the_most_populated(typed, expected):
    assert labels(typed)[:3] == expected


def test_the_most_populated_comes_first_among_equals():
    populations = [found.commune.population for found in geography().search("saint denis", limit=4)]

    assert populations == sorted(populations, reverse=True)
    assert labels("saint denis")[:2] == ["Saint-Denis (97400…)", "Saint-Denis (93200…)"]


def test_the_whole_name_comes_before_its_beginning_and_this_before_the_words():
    assert labels("lyon")[0] == "Lyon"
    assert labels("vienne")[:2] == ["Vienne (38200)", "Vienne-en-Val (45510)"]


def test_a_large_town_is_proposed_despite_a_mistake_that_begins_other_names():
    assert "Lyon" in labels("lion")
    assert "Lille (59000…)" in labels("lile")


def test_a_city_is_followed_by_its_arrondissements():
    assert labels("lyon", limit=20)[:3] == [
        "Lyon",
        "Lyon 1er arrondissement (69001)",
        "Lyon 2e arrondissement (69002)",
    ]
    assert len(labels("paris", limit=30)) > 20


def test_a_merged_commune_leads_to_the_new_one_and_says_so():
    (found,) = geography().search("seynod")

    assert (found.commune.name, found.label) == ("Annecy", "Annecy (74000…)")
    assert found.former_name == "Seynod"
    assert found.explanation == "Seynod fait partie de la commune d’Annecy."


def test_a_merged_commune_is_found_with_its_own_postcode_too():
    found = geography().search("Seynod 74600")[0]

    assert (found.label, found.former_name) == ("Annecy (74600)", "Seynod")


def test_a_renamed_commune_says_its_name_of_today():
    found = geography().search("chalons sur marne")[0]

    assert found.explanation == "Châlons-sur-Marne est aujourd’hui Châlons-en-Champagne."


@pytest.mark.parametrize(
    ("typed", "today"),
    [("izieux", "Saint-Chamond"), ("terrenoire", "Saint-Étienne"), ("st victor sur loire", "Saint-Étienne")],
)
def test_names_of_long_ago_are_known_too(typed, today):
    assert geography().search(typed)[0].commune.name == today


def test_a_name_of_today_comes_before_the_same_name_of_the_past():
    found = geography().search("saint etienne", limit=30)

    assert found[0].former_name is None
    assert [one.commune.code for one in found].count("42218") == 1


@pytest.mark.parametrize(
    "text", ["", " ", "-", "'", "4", "😀", "日本", "99999", "zzzzzz", "\x00", "(((", "%_"]
)
def test_what_means_nothing_finds_nothing(text):
    assert geography().search(text) == []


@pytest.mark.parametrize("text", ["a" * 100_000, "saint " * 20_000, "4" * 50_000, "é̂" * 10_000, "ﷺ" * 5_000])
def test_a_very_long_text_costs_little(text):
    geography().search("")

    assert len(geography().search(text)) <= 8


def test_the_limit_is_kept():
    assert [len(geography().search(text, limit=3)) for text in ("s", "saint", "lyon", "42", "montbr")] == [
        3,
        3,
        3,
        3,
        3,
    ]


def test_each_label_typed_back_finds_the_same_commune_first():
    some = sorted(geography().communes_of("france"))[::40]
    for commune in map(geography().commune, some):
        for text in (f"{commune.name} {' '.join(commune.postcodes)}", *commune.postcodes):
            for found in geography().search(text, limit=1):
                assert geography().search(found.label)[0].commune == found.commune, found.label


def test_every_commune_is_found_by_its_name():
    lost = []
    for area in ("departement:42", "departement:974", "departement:2A", "departement:75", "departement:67"):
        for code in geography().communes_of(area):
            commune = geography().commune(code)
            if code not in [found.commune.code for found in geography().search(commune.name, limit=30)]:
                lost.append(commune.name)
    assert lost == []
