from django.urls import path

from boussole.web.shared import health

urlpatterns = [
    path("health/", health.alive, name="health"),
    path("ready/", health.ready, name="ready"),
]
