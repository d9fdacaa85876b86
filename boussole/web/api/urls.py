"""`/api/v1/`: described by its own OpenAPI document."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from ninja import NinjaAPI

from boussole.web.api.match import router

api = NinjaAPI(
    title="La Boussole des jeunes",
    version="1",
    description="Check the matching engine from outside. Nothing sent here is kept.",
    docs_url=None,  # the interactive page needs inline scripts, which our policy forbids
    urls_namespace="api",
)
api.add_router("", router)

routes = api.urls  # made anew at each reading: read once
for route in routes[0]:
    # The middleware closes every view that does not say otherwise; these are public.
    login_not_required(route.callback)

urlpatterns = [path("v1/", routes)]
