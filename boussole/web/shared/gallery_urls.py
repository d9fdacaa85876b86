"""`/design/`: mounted where we develop, never in a deployment."""

from django.urls import path

from boussole.web.shared import gallery

app_name = "gallery"
urlpatterns = [
    path("", gallery.components, name="components"),
    path("parcours/", gallery.journey, name="journey"),
    path("texte/", gallery.text, name="text"),
    path("communes/", gallery.communes, name="communes"),
]
