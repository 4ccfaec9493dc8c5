"""Organizations, their people, one's own account, and the library's pages."""

from typing import Any

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from tests.access_world import NEW_PASSWORD, World
from tests.double_submit.case import Case
from tests.factories import accounts


def _first_code(world: World, client: Client) -> dict[str, Any]:
    """Open the page, which puts a new secret into the session, and read the app."""
    del world
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    now = next(iter(yield_hotp_counters_from_time()))
    return {"code": format_hotp_value(hotp_value(secret, now))}


def _with_factor(world: World, client: Client) -> dict[str, Any]:
    accounts.enrol(world.cast.budi)
    accounts.sign_in(client, world.cast.budi)
    return {}


def _on_two_devices(world: World, client: Client) -> dict[str, Any]:
    del client
    other = accounts.sign_in(Client(), world.cast.wulan)
    other.get(reverse("accounts:account"))
    return {}


PASSWORDS = {
    "oldpassword": accounts.PASSWORD,
    "password1": NEW_PASSWORD,
    "password2": NEW_PASSWORD,
}
KEEPER = (
    "save_letterhead",
    "add_signatory",
    "save_signatory",
    "replace_logo",
    "remove_logo",
    "invite",
    "revoke_link",
    "grant_role",
    "end_role",
    "disable",
    "enable",
    "end_sessions",
    "make_password_link",
    "request_factor_reset",
    "confirm_factor_reset",
    "cancel_factor_reset",
)

CASES = {
    **{f"accounts:{route}": Case("body_keeper") for route in KEEPER},
    "accounts:create_organization": Case("system_admin"),
    "accounts:accept_invitation": Case(None),
    "accounts:set_password": Case(None),
    # A new password ends the session that the twins came with: whoever comes after the act is
    # asked to sign in.
    "account_change_password": Case(
        "committee",
        fields=lambda w, c: PASSWORDS,
        late=(302, "/masuk/?next="),
    ),
    "mfa_activate_totp": Case("assessor", fields=_first_code),
    "mfa_deactivate_totp": Case("assessor", fields=_with_factor),
    "mfa_generate_recovery_codes": Case("committee"),
    "usersessions_list": Case("committee", fields=_on_two_devices),
}
