"""What a stranger asks: is this certificate genuine, is this file the one that was issued."""

from certificates.views.verification.api import ROUTES as API_ROUTES
from certificates.views.verification.api import api_page, no_such_question
from certificates.views.verification.pages import (
    send_file,
    verify,
    verify_file,
    verify_form,
    verify_hash,
)

__all__ = [
    "API_ROUTES",
    "api_page",
    "no_such_question",
    "send_file",
    "verify",
    "verify_file",
    "verify_form",
    "verify_hash",
]
