"""The addresses of the portal's pages."""

from django.urls import path

from makegood.faces.portal.views import (
    cancelling,
    chatting,
    claims,
    helping,
    keeping,
    mine,
    order_status,
    signing_in,
)

urlpatterns = [
    path("", helping.help_page, name="help"),
    path("embed-example/", helping.embed_example, name="embed-example"),
    path("order-status", order_status.order_status, name="order-status"),
    path("my/", mine.mine, name="mine"),
    path("my/sign-in", signing_in.sign_in, name="my-sign-in"),
    path("my/code", signing_in.code, name="my-code"),
    path("my/sign-out", signing_in.sign_out, name="my-sign-out"),
    path("my/chat", chatting.chat, name="my-chat"),
    path("my/chat/<str:session>", chatting.begin, name="my-chat-begin"),
    path("my/stop", mine.stop, name="my-stop"),
    path("my/records", keeping.put_together, name="my-records"),
    path("my/records/<str:number>.<str:kind>", keeping.fetch, name="my-record"),
    path("my/orders/<str:number>", mine.order, name="my-order"),
    path("my/returns/<str:number>", mine.return_page, name="my-return"),
    path("my/returns/<str:number>/cancel", cancelling.cancel, name="my-cancel"),
    path("my/claims/", claims.claims, name="my-claims"),
    path("my/claims/new", claims.new, name="my-claim-new"),
    path("my/claims/<str:number>", claims.claim, name="my-claim"),
    path("my/claims/<str:number>/review", claims.review, name="my-claim-review"),
    path("my/claims/<str:number>/sign", claims.sign, name="my-claim-sign"),
    path("my/claims/<str:number>/appeal", claims.appeal, name="my-claim-appeal"),
    path("my/cases/<str:number>", mine.case, name="my-case"),
    path("my/letters/<str:number>.pdf", mine.letter_as_pdf, name="my-letter-pdf"),
    path("my/letters/<str:number>", mine.letter, name="my-letter"),
]
