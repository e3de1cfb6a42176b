"""The addresses of the demo's pages, under /demo/."""

from django.urls import path
from django.views.generic import RedirectView

from makegood.faces.demo import pages

urlpatterns = [
    path("", RedirectView.as_view(url="/demo/outbox")),
    path("outbox", pages.outbox),
    path("enclosure", pages.enclosed),
    path("clock", pages.move_clock),
]
