"""Every changing route with its case, and its form filled in."""

from django.test import Client
from django.urls import reverse

from certify.accounts.models import User
from tests import access_world
from tests.access_world import World
from tests.double_submit import accounts, assessments, certificates, participants, programs
from tests.double_submit.case import Case
from tests.double_submit.twins import Form
from tests.factories.accounts import sign_in
from tests.test_access_matrix import routes

ROOMS = (accounts, assessments, certificates, participants, programs)
CASES: dict[str, Case] = {route: case for room in ROOMS for route, case in room.CASES.items()}
ROUTES = {name: route for name, route in routes().items() if getattr(route.view, "changes", False)}


def browser_of(case: Case, world: World) -> Client:
    """Give a browser in which the case's person has just signed in."""
    client = Client()
    if case.by is not None:
        sign_in(client, User.objects.get(pk=world.people[case.by].pk))
        client.get(reverse("accounts:account"))  # notes the session, as the first page does
    return client


def filled(route: str, world: World) -> Form:
    """Give the form of a route as its person would send it."""
    case, arguments = CASES[route], ROUTES[route].arguments
    client = browser_of(case, world)
    at = case.address(world) if case.address else access_world.address(world, route, arguments)
    fields = case.fields(world, client) if case.fields else access_world.body(world, route)
    return Form(client, reverse(route, kwargs=at), fields)
