"""Say which face answers at which address."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from makegood.faces.api.app import api, unknown

urlpatterns: list[URLPattern | URLResolver] = []
if settings.DEMO:
    urlpatterns += [
        path("api/v1/demo/", include("makegood.faces.demo.api_urls")),
        path("demo/", include("makegood.faces.demo.urls")),
    ]
urlpatterns += [
    path("api/v1/", api.urls),
    path("api/<path:anything>", unknown),
    path("desk/", include("makegood.faces.desk.urls")),
    path("", include("makegood.faces.portal.urls")),
]
