import os

from django.http import HttpRequest
from django.urls import path

from hookseal import Event, Verifier
from hookseal.django import webhook

verifier = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])  # once, at start-up


@webhook(verifier)
def received(request: HttpRequest, event: Event) -> None:
    print(f"accepted {event.event} {event.id}")  # the answer is 200, or the response that you return


urlpatterns = [path("webhooks", received)]
