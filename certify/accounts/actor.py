"""The signed-in person of a request, narrowed once so that no view has to."""

from django.http import HttpRequest

from certify.accounts.models import User


def actor(request: HttpRequest) -> User:
    """Give the signed-in user.

    Raises:
        TypeError: the view was reached without sign-in, which the middleware forbids.
    """
    if not isinstance(request.user, User):
        msg = "a view that needs a person was reached without one"
        raise TypeError(msg)
    return request.user
