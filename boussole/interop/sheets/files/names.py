"""The names of the sheets of a file."""

OFFERS, HELP, LISTS = "Offres", "Aide", "Listes"
