"""The addresses of the desk, under /desk/."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path

from makegood.faces.desk.breaking import told_if_broken
from makegood.faces.desk.finding import nowhere
from makegood.faces.desk.views import (
    acts,
    approvals,
    articles,
    bundles,
    conversations,
    customers,
    defects,
    due,
    keeping,
    knowledge,
    letters,
    papers,
    printing,
    records,
    search,
    signing_in,
    standing,
    unread,
    work,
)

_ADDRESSES: tuple[tuple[str, Callable[..., HttpResponse]], ...] = (
    ("", work.work),
    ("work", work.rail),
    ("sign-in", signing_in.sign_in),
    ("sign-out", signing_in.sign_out),
    ("me", signing_in.me),
    ("me/digits", signing_in.digits),
    ("search", search.search),
    ("records/<path:number>", records.record),
    ("due", due.due),
    ("status", standing.status),
    ("journal", records.history),
    ("journal/<str:place>", records.row),
    ("acts", acts.acts),
    ("acts/<str:name>", acts.do_or_show),
    ("acts/<str:name>/preview", acts.preview_act),
    ("correspondence/<path:number>", bundles.bundle),
    ("defects", defects.lacking),
    ("letters", letters.letters),
    ("letters/<str:notice>", letters.letter),
    ("articles/<str:number>", articles.article),
    ("knowledge", knowledge.knowledge),
    ("unread", unread.unread),
    ("changes", unread.all_changes),
    ("changes/<str:number>.patch", unread.patch),
    ("papers/<str:invoice>", papers.take_in),
    ("photos/<str:number>", papers.take_photo),
    ("print/<str:kind>/<str:number>.pdf", printing.printed),
    ("kept/<str:number>.<str:kind>", keeping.kept),
    ("approvals", approvals.approvals),
    ("customers/<str:number>", customers.customer),
    ("screen/<str:which>", customers.part),
    ("conversations/<str:number>", conversations.conversation),
    ("conversations/<str:number>/part", conversations.part),
    ("conversations/<str:number>/say", conversations.say),
    ("conversations/<str:number>/<str:step>", conversations.take_step),
    ("<path:address>", nowhere),
)
urlpatterns = [path(address, told_if_broken(view)) for address, view in _ADDRESSES]
