"""A hand-made country of a few communes, with every case that the derivation must read. Names are invented."""

from boussole.territories.derivation import Sources


def commune(code, name, *, former_codes=(), **more):
    """A row of communes.json, as the source has them."""
    row = {
        "code": code, "nom": name, "typeLiaison": 0, "type": "commune-actuelle",
        "departement": code[:2], "region": "84", "codesPostaux": [f"{code[:2]}000"], "population": 1000,
    }  # fmt: skip
    return row | ({"anciensCodes": [*former_codes]} if former_codes else {}) | more


def part(code, name, of):
    """A commune déléguée."""
    return {"code": code, "nom": name, "type": "commune-deleguee", "chefLieu": of}


COMMUNES = [
    commune("42001", "Valclair-sur-Loire", former_codes=["42002", "42003"], population=5000),
    part("42001", "Valclair", "42001"),
    part("42002", "Saint-Rémi-l'Étang", "42001"),
    commune("42004", "Le Grand-Pré", typeLiaison=2),
    commune("43005", "Hautemont", codesPostaux=["43100", "43200"], population=200),
    commune("42006", "Bourg-Neuf", population=90_000),
    {
        "code": "42071", "nom": "Bourg-Neuf 1er Arrondissement", "type": "arrondissement-municipal", "commune": "42006",
        "departement": "42", "region": "84", "codesPostaux": ["42001"], "population": 40_000, "typeLiaison": 0,
    },
]  # fmt: skip

SOURCES = Sources(
    communes=COMMUNES,
    epcis=[
        {
            "code": "244200001",
            "nom": "CC des Monts d'Or (CCMO)",
            "membres": [{"code": "42001"}, {"code": "42004"}],
        },
        {"code": "244200002", "nom": "CA Bourg-Neuf ''Agglo''", "membres": [{"code": "42006"}]},
    ],
    departements=[
        {"code": "42", "nom": "Loire", "typeLiaison": 3, "region": "84"},
        {"code": "43", "nom": "Haute-Loire", "typeLiaison": 3, "region": "84"},
    ],
    regions=[{"code": "84", "nom": "Auvergne-Rhône-Alpes", "typeLiaison": 1}],
    earlier_communes=[
        [
            commune("42003", "Petit-Clair"),
            commune("43005", "Hautmont"),
            commune("42001", "Valclair sur Loire"),
        ]
    ],
    history=[
        {"id": "a", "code": "42009", "nom": "Vieux-Moulin", "type": "COM", "successeur": "b"},
        {"id": "b", "code": "42009", "nom": "Vieux-Moulin", "type": "COMP", "pole": "c"},
        {"id": "c", "code": "42003", "nom": "Petit-Clair", "type": "COM"},
        {"id": "d", "code": "42010", "nom": "Perdu", "type": "COM"},
        {"id": "e", "code": "42011", "nom": "Sans-Fin", "type": "COM", "successeur": "e"},
    ],
)
