"""The addresses of the demo for programs, under /api/v1/demo/."""

from django.urls import path

from makegood.faces.demo import api_views

urlpatterns = [
    path("outbox", api_views.outbox),
    path("clock", api_views.move_clock),
]
