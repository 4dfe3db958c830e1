import os

from django.urls import path
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from hookseal import Event, Verifier
from hookseal.django import webhook

verifier = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])  # once, at start-up


@api_view(["POST"])
@webhook(verifier)
def received(request: Request, event: Event) -> Response:
    print(f"accepted {event.event} {event.id}")
    return Response(status=200)


urlpatterns = [path("webhooks", received)]
