"""The page of a structure: its sections, its zone, its other places, who answers for what."""

from django.urls import path

from boussole.web.extranet.views import structure, structure_answering, structure_writing

urlpatterns = [
    path("structure/", structure.first, name="structure"),
    path("structure/<uuid:public_id>/", structure.structure, name="structure_page"),
    path("structure/<uuid:public_id>/modifier/<slug:code>/", structure_writing.write, name="write_structure"),
    path("structure/<uuid:public_id>/zone/", structure_writing.zone, name="structure_zone"),
    path("structure/<uuid:public_id>/lieux/nouveau/", structure_writing.add_site, name="add_site"),
    path("structure/<uuid:public_id>/retrait/", structure_writing.close_site, name="close_site"),
    path("structure/<uuid:public_id>/qui-repond/", structure_answering.answering, name="answering"),
]
