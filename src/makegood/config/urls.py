"""Say which face answers at which address."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from makegood.faces.api.app import api

urlpatterns: list[URLPattern | URLResolver] = []
if settings.DEMO:
    urlpatterns += [
        path("api/v1/demo/", include("makegood.faces.demo.api_urls")),
        path("demo/", include("makegood.faces.demo.urls")),
    ]
urlpatterns.append(path("api/v1/", api.urls))
if find_spec("makegood.faces.portal") and find_spec("makegood.faces.portal.urls"):
    urlpatterns.append(path("", include("makegood.faces.portal.urls")))
