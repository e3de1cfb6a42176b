"""The addresses of the desk, under /desk/."""

from django.urls import path

from makegood.faces.desk.views import work

urlpatterns = [
    path("", work.work, name="desk"),
]
