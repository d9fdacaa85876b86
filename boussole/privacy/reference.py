"""The page that the data protection officer reads: what we keep, why, how long."""

from boussole.core.reference_pages import page, table
from boussole.privacy import registry


@page("privacy.md")
def privacy() -> str:
    """Every personal field, every rule, every table of a library."""
    fields = [
        [f"`{declaration.model}`", f"`{each.name}`", each.purpose, f"`{each.rule.code}`"]
        for declaration in registry.declarations()
        for each in declaration.personal
    ]
    rules = [
        [
            f"`{rule.code}`",
            rule.in_words(),
            str(rule.then),
            "chaque nuit" if registry.applier_of(rule) else "avec sa ligne",
        ]
        for rule in registry.rules()
    ]
    libraries = [
        [f"`{table_.model}`", table_.holds, f"`{table_.rule.code}`" if table_.rule else "—"]
        for table_ in registry.third_parties()
    ]
    impersonal = [[f"`{each.model}`", each.because] for each in registry.declarations() if each.because]
    return "\n\n".join(
        [
            "# Données personnelles",
            "Chaque champ de chaque table est classé dans le `privacy.py` de son module ; un test refuse un"
            " champ oublié. `boussole privacy_retention --dry-run` dit ce qui serait effacé aujourd’hui,"
            " `boussole privacy_export` ce que nous savons d’une personne.",
            "## Champs",
            table(["Table", "Champ", "Pourquoi", "Règle"], fields),
            "## Durées",
            table(["Règle", "Durée", "Ensuite", "Appliquée"], rules),
            "## Tables des bibliothèques",
            table(["Table", "Contenu", "Règle"], libraries),
            "## Tables qui ne disent rien de personne",
            table(["Table", "Parce que"], impersonal),
        ]
    )
