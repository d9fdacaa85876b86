"""The product's addresses, with those of the demo."""

from django.urls import include, path

from config.urls import urlpatterns as real

urlpatterns = [*real, path("demo/", include("boussole.web.demo.urls"))]
