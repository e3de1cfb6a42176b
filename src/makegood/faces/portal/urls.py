"""The addresses of the portal's pages."""

from django.urls import path

from makegood.faces.portal import views

urlpatterns = [
    path("", views.help_page, name="help"),
    path("embed-example/", views.embed_example, name="embed-example"),
]
