"""The addresses of the desk, under /desk/."""

from django.urls import path

from makegood.faces.desk.views import (
    acts,
    approvals,
    conversations,
    customers,
    due,
    letters,
    records,
    search,
    signing_in,
    work,
)

urlpatterns = [
    path("", work.work, name="desk"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("me", signing_in.me, name="me"),
    path("me/digits", signing_in.digits, name="digits"),
    path("search", search.search, name="search"),
    path("records/<path:number>", records.record, name="record"),
    path("due", due.due, name="due"),
    path("journal", records.history, name="journal"),
    path("acts", acts.acts, name="acts"),
    path("acts/<str:name>", acts.do_or_show, name="act"),
    path("acts/<str:name>/preview", acts.preview_act, name="preview-act"),
    path("letters", letters.letters, name="letters"),
    path("letters/<str:notice>", letters.letter, name="letter"),
    path("approvals", approvals.approvals, name="approvals"),
    path("customers/<str:number>", customers.customer, name="customer"),
    path("conversations/<str:number>", conversations.conversation, name="conversation"),
    path("conversations/<str:number>/part", conversations.part),
    path("conversations/<str:number>/say", conversations.say),
    path("conversations/<str:number>/<str:step>", conversations.take_step),
]
