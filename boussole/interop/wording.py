"""What is wrong with a value, in a French sentence that says what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

SENTENCES = {
    "missing": "il manque « {name} ».",
    "extra_forbidden": "« {name} » n’est pas un nom connu ici.",
    "string_type": "« {name} » est un texte : mettez-le entre guillemets.",
    "string_too_short": "« {name} » est vide.",
    "string_too_long": "« {name} » est trop long.",
    "int_type": "« {name} » est un nombre entier.",
    "bool_type": "« {name} » vaut true ou false.",
    "date_type": "« {name} » est une date, comme 2026-11-23.",
    "list_type": "« {name} » est une liste (une ligne par élément, qui commence par un tiret).",
    "dict_type": "« {name} » associe des noms à des valeurs.",
    "model_type": "« {name} » associe des noms à des valeurs.",
    "model_attributes_type": "« {name} » associe des noms à des valeurs.",
    "too_short": "« {name} » ne peut pas être vide.",
    "value_error": "« {name} » : écrivez soit « only », soit « from » et « to ».",
}


def sentence(error: Mapping[str, Any], place: Sequence[str | int]) -> str:
    """The sentence for one error of pydantic."""
    name = str(place[-1]) if place else "ce fichier"
    kind = error["type"]
    if kind == "literal_error":
        return f"« {name} » : la valeur doit être {error['ctx']['expected'].replace(' or ', ' ou ')}."
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = (
            "au moins " + str(error["ctx"].get("ge"))
            if "ge" in error["ctx"]
            else f"au plus {error['ctx']['le']}"
        )
        return f"« {name} » vaut {bound}."
    if kind == "string_pattern_mismatch":
        return f"« {name} » : « {error['input']} » n’a pas la forme attendue."
    known = SENTENCES.get(kind, "« {name} » n’a pas la forme attendue.").format(name=name)
    return known[0].upper() + known[1:]
