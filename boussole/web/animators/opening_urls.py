"""Opening a territory, loading its structures from data.inclusion, bringing their people in."""

from django.urls import path

from boussole.web.animators.views import (
    answering,
    claims,
    closing,
    duplicates,
    loadings,
    source_loads,
    standing,
    structure_writing,
    territories,
)

urlpatterns = [
    path("territoires/", territories.territories, name="territories"),
    path("territoires/nouveau/", territories.new_territory, name="new_territory"),
    path("territoires/<slug:code>/", territories.territory, name="territory"),
    path("territoires/<slug:code>/reglages/", territories.settings, name="territory_settings"),
    path("territoires/<slug:code>/zone/", territories.territory_zone, name="territory_zone"),
    path("territoires/<slug:code>/themes/", territories.territory_themes, name="territory_themes"),
    path("territoires/<slug:code>/animation/", territories.invite_animator, name="invite_animator"),
    path("territoires/<slug:code>/ouvrir/", territories.open_territory, name="open_territory"),
    path("territoires/<slug:code>/fermeture/", closing.close_territory, name="close_territory"),
    path("territoires/<slug:code>/fermeture/annulation/", closing.keep_territory, name="keep_territory"),
    path("chargements/", loadings.loadings, name="loadings"),
    path("chargements/tableur/", loadings.spreadsheet, name="spreadsheet"),
    path("chargements/tableur/<slug:content>.<slug:format>", loadings.download, name="spreadsheet_file"),
    path("chargements/tableur/<uuid:public_id>/", loadings.run, name="spreadsheet_run"),
    path("chargements/tableur/<uuid:public_id>/import/", loadings.import_run, name="spreadsheet_import"),
    path("chargements/tableur/<uuid:public_id>/annulation/", loadings.undo_run, name="spreadsheet_undo"),
    path("chargements/data-inclusion/", source_loads.source_loads, name="source_loads"),
    path("chargements/data-inclusion/thematiques/", source_loads.source_table, name="source_table"),
    path("chargements/data-inclusion/<uuid:public_id>/", source_loads.source_load, name="source_load"),
    path(
        "chargements/data-inclusion/<uuid:public_id>/importer/",
        source_loads.import_source_load,
        name="import_source_load",
    ),
    path("partenaires/a-reclamer/", claims.claims, name="claims"),
    path("doublons/", duplicates.pairs, name="duplicates"),
    path("doublons/<uuid:one>/<uuid:other>/", duplicates.compare, name="compare_structures"),
    path("doublons/<uuid:one>/<uuid:other>/distinctes/", duplicates.tell_apart, name="tell_apart"),
    path("partenaires/qui-repond/", answering.answering, name="answering"),
    path("partenaires/<uuid:public_id>/", claims.structure, name="structure"),
    path(
        "partenaires/<uuid:public_id>/modifier/<slug:code>/",
        structure_writing.write,
        name="write_structure",
    ),
    path("partenaires/<uuid:public_id>/zone/", structure_writing.zone, name="structure_zone"),
    path("partenaires/<uuid:public_id>/sortie/", standing.leave_network, name="leave_network"),
    path("partenaires/<uuid:public_id>/retour/", standing.return_to_network, name="return_to_network"),
    path("partenaires/<uuid:public_id>/inviter/", claims.invite_manager, name="invite_manager"),
    path("partenaires/<uuid:public_id>/accueillir/", claims.welcome_structure, name="welcome_structure"),
    path("partenaires/<uuid:public_id>/ecarter/", claims.set_structure_aside, name="set_structure_aside"),
]
