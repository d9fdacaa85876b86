"""The addresses of the directory, to include in a site."""

from __future__ import annotations

from django.urls import URLPattern, path

from boussole.web.shared.directory import mending, reading, saying
from boussole.web.shared.directory.visitor import Guard, open_to


def directory_urls(site: str, at: Guard) -> list[URLPattern]:
    """Under « annuaire/ », for whoever has a desk in this site (`at` is its decorator)."""
    with_desk, for_readers = open_to(site, at)
    return [
        path("annuaire/", for_readers(reading.directory), name="directory"),
        path("annuaire/mes-coordonnees/", with_desk(saying.my_coordinates), name="my_coordinates"),
        path("annuaire/erreurs/", for_readers(mending.errors), name="directory_errors"),
        path("annuaire/erreurs/<uuid:public_id>/", for_readers(mending.error), name="directory_error"),
        path(
            "annuaire/structures/<uuid:public_id>/",
            for_readers(reading.structure),
            name="directory_structure",
        ),
        path(
            "annuaire/structures/<uuid:public_id>/fiche.vcf",
            for_readers(reading.structure_vcard),
            name="directory_structure_vcard",
        ),
        path(
            "annuaire/structures/<uuid:public_id>/erreur/",
            for_readers(mending.report),
            name="report_directory_error",
        ),
        path("annuaire/personnes/<uuid:public_id>/", for_readers(reading.person), name="directory_person"),
        path(
            "annuaire/personnes/<uuid:public_id>/fiche.vcf",
            for_readers(reading.person_vcard),
            name="directory_person_vcard",
        ),
    ]
