"""A Django project with a view of every kind: Django's own, Django REST framework's and Django Ninja's.

Each view is at `/<its name>/<answer>`. It returns the event's id as JSON, or None if the answer is "nothing".
"""

from collections.abc import Callable
from typing import Any

import django
from django.conf import settings

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=["rest_framework"],
        MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
        REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": None},
        ROOT_URLCONF=__name__,
        SECRET_KEY="only for tests",
    )
    django.setup()

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from endpoints import SECRET
from ninja import NinjaAPI
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hookseal import Event, Verifier
from hookseal.django import webhook

hook = webhook(Verifier(SECRET))
exempt_from_csrf = method_decorator(csrf_exempt, name="dispatch")  # Django looks for it only on dispatch()


def respond(request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
    assert request.body.startswith(b"{")
    return None if answer == "nothing" else JsonResponse({"id": event.id})


def respond_rest(request: Request, event: Event, answer: str) -> Any:
    assert request.body.startswith(b"{")
    assert request.data == {"id": event.id, "event": event.event, "data": event.data}
    return None if answer == "nothing" else Response({"id": event.id})


@hook
def function(request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
    return respond(request, event, answer)


@hook
async def async_function(request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
    return respond(request, event, answer)


class Plain(View):
    def post(self, request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
        assert self.request is request
        return respond(request, event, answer)


class AsyncPlain(View):
    async def post(self, request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
        return respond(request, event, answer)


@method_decorator(hook, name="dispatch")
class Dispatch(Plain):
    pass


@method_decorator(hook, name="dispatch")
class AsyncDispatch(AsyncPlain):
    pass


class OwnDispatch(AsyncPlain):
    @hook
    def dispatch(  # type: ignore[override]
        self, request: HttpRequest, event: Event, *args: Any, **kwargs: Any
    ) -> Any:
        return super().dispatch(request, event, *args, **kwargs)


@exempt_from_csrf
@method_decorator(hook, name="post")
class Post(Plain):
    pass


@exempt_from_csrf
class PostMethod(View):
    @method_decorator(hook)
    def post(self, request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
        return respond(request, event, answer)


@exempt_from_csrf
class AsyncPostMethod(View):
    @method_decorator(hook)
    async def post(self, request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
        return respond(request, event, answer)


@exempt_from_csrf
class BareMethod(View):
    @hook
    def post(self, request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
        return respond(request, event, answer)


@exempt_from_csrf
class AsyncBareMethod(View):
    @hook
    async def post(self, request: HttpRequest, event: Event, answer: str) -> JsonResponse | None:
        return respond(request, event, answer)


@api_view(["POST"])
@hook
def rest_function(request: Request, event: Event, answer: str) -> Any:
    return respond_rest(request, event, answer)


@hook
@api_view(["POST"])
def rest_function_outside(request: Request, event: Event, answer: str) -> Any:
    return respond_rest(request, event, answer)


class Rest(APIView):
    def post(self, request: Request, event: Event, answer: str) -> Any:
        return respond_rest(request, event, answer)


@method_decorator(hook, name="dispatch")
class RestDispatch(Rest):
    pass


class RestWhole(APIView):
    post = Rest.post


class RestMethod(APIView):
    @method_decorator(hook)
    def post(self, request: Request, event: Event, answer: str) -> Any:
        return respond_rest(request, event, answer)


class RestBareMethod(APIView):
    @hook
    def post(self, request: Request, event: Event, answer: str) -> Any:
        return respond_rest(request, event, answer)


api = NinjaAPI()
Word = str


@api.post("/ninja_function/{answer}")
@hook
def ninja_function(request: HttpRequest, event: Event, answer: "Word") -> dict[str, str] | None:
    return None if answer == "nothing" else {"id": event.id}


@api.post("/ninja_async_function/{answer}")
@hook
async def ninja_async_function(request: HttpRequest, event: Event, answer: str) -> dict[str, str] | None:
    return None if answer == "nothing" else {"id": event.id}


VIEWS: dict[str, Callable[..., Any]] = {
    "function": function,
    "async_function": async_function,
    "dispatch": Dispatch.as_view(),
    "async_dispatch": AsyncDispatch.as_view(),
    "own_dispatch": OwnDispatch.as_view(),
    "post": Post.as_view(),
    "post_method": PostMethod.as_view(),
    "async_post_method": AsyncPostMethod.as_view(),
    "bare_method": BareMethod.as_view(),
    "async_bare_method": AsyncBareMethod.as_view(),
    "whole": hook(Plain.as_view()),
    "async_whole": hook(AsyncPlain.as_view()),
    "rest_function": rest_function,
    "rest_function_outside": rest_function_outside,
    "rest_dispatch": RestDispatch.as_view(),
    "rest_method": RestMethod.as_view(),
    "rest_bare_method": RestBareMethod.as_view(),
    "rest_whole": hook(RestWhole.as_view()),
}
NINJA = ["ninja_function", "ninja_async_function"]


@api_view(["POST"])
def rest_data_before(request: Request) -> Any:
    assert request.data
    return hook(lambda request, event: HttpResponse())(request)


@api_view(["POST"])
def rest_stream_before(request: Request) -> Any:
    assert request.stream.read()
    return hook(lambda request, event: HttpResponse())(request)


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(f"{name}/<answer>", view) for name, view in VIEWS.items()),
    path("rest_data_before", rest_data_before),
    path("rest_stream_before", rest_stream_before),
    path("", api.urls),
]
