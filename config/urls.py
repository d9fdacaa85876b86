"""One tree per audience."""

from django.conf import settings
from django.urls import include, path

handler404 = "boussole.web.shared.errors.not_found"
handler500 = "boussole.web.shared.errors.server_error"
urlpatterns = [
    path("", include("boussole.web.shared.health_urls")),
    path("extranet/", include("boussole.web.extranet.account_urls")),
    path("", include("boussole.web.public.urls")),
    path("extranet/", include("boussole.web.extranet.urls")),
    path("animation/", include("boussole.web.animators.urls")),
    path("api/", include("boussole.web.api.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("boussole.web.demo.urls"))]
if settings.LOCAL:
    urlpatterns += [path("design/", include("boussole.web.shared.gallery_urls"))]
