"""The header of every page: the sections and own pages that this person may open."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib import display, nik

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()


class Entry(NamedTuple):
    """One word of the header with its address."""

    label: str
    url: str
    current: bool = False


class Section(NamedTuple):
    """A page of the header: for whoever has one of the permissions anywhere, or for everybody."""

    label: str
    name: str
    permissions: tuple[Permission, ...] = ()
    # Addresses outside the section's own that belong to it.
    also: tuple[str, ...] = ()


EITHER_SIDE = (Permission.VIEW_PROGRAMS, Permission.VIEW_CERTIFICATION)
SECTIONS = (
    Section("Meja kerja", "desk:start"),
    Section(
        "Program", "programs:programs", EITHER_SIDE, also=("/peserta/", "/permohonan/", "/impor/")
    ),
    Section("Orang", "participants:people", (Permission.VIEW_PROGRAMS,)),
    Section(
        "Asesmen",
        "assessments:assessments",
        (Permission.VIEW_CERTIFICATION,),
        also=("/pleno/", "/sk/"),
    ),
    Section("Asesi saya", "assessments:own", (Permission.ASSESS,), also=("/asesmen/",)),
    Section("Sertifikat", "certificates:certificates", EITHER_SIDE),
)
OWN_PAGES = (
    Section("Tempat asesmen", "programs:venues", (Permission.VIEW_PROGRAMS,)),
    Section("Skema", "programs:schemes", (Permission.VIEW_CERTIFICATION,)),
    Section("Standar", "programs:standards", (Permission.VIEW_CERTIFICATION,)),
    Section("Rancangan sertifikat", "certificates:designs", (Permission.VIEW_CERTIFICATION,)),
    Section("Asesor", "programs:assessors", (Permission.VIEW_CERTIFICATION,)),
    Section(
        "Lembaga dan akun",
        "accounts:organizations",
        (Permission.MANAGE_MEMBERS, Permission.MANAGE_ORGANIZATION, Permission.MANAGE_SYSTEM),
    ),
    Section("Akun dan keamanan", "accounts:account"),
)


@register.inclusion_tag("_layout/top.html", takes_context=True)
def navigation(context: template.RequestContext) -> dict[str, Any]:
    """The header; a section that is not for this person is left out."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    user = context.get("user")
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "user": user,
        "roles": _roles(user),
        "entries": _entries(SECTIONS, user, path),
        "own_entries": _entries(OWN_PAGES, user, path),
        "works_outside": isinstance(user, User)
        and bool(user.organizations_with(Permission.ASSESS)),
        "display": _display(request),
        "here": _here(request),
    }


def _here(request: "HttpRequest | None") -> str:
    """The address to come back to; a query that may hold a NIK is left out, no page repeats it."""
    if request is None or request.method != "GET":
        return "/"
    values = (value for _, group in request.GET.lists() for value in group)
    digits = [sum(map(str.isdigit, value)) for value in values]
    return request.path if max(digits, default=0) >= nik.LENGTH else request.get_full_path()


@register.simple_tag(takes_context=True)
def display_classes(context: template.RequestContext) -> SafeString:
    """The class attribute of the page for larger letters and strong contrast, where asked for."""
    chosen = sorted(_display(context.get("request")))
    return format_html(' class="{}"', " ".join(chosen)) if chosen else mark_safe("")


def _display(request: "HttpRequest | None") -> frozenset[display.Display]:
    return display.read(request.COOKIES.get(display.COOKIE, "") if request else "")


def _assesses(user: User) -> bool:
    return bool(user.organizations_with(Permission.ASSESS))


def _roles(user: Any) -> list[str]:
    if not isinstance(user, User):
        return []
    return [
        f"{grant.label}, {grant.organization.short_name}" if grant.organization else grant.label
        for grant in user.active_grants
    ]


def _entries(sections: Iterable[Section], user: Any, path: str) -> list[Entry]:
    shown = [section for section in sections if _is_for(section, user)]
    # Of nested sections the inner one is where the person is; of equals the first.
    here = max(shown, key=lambda section: _depth(section, path))
    return [
        Entry(section.label, reverse(section.name), section is here and _depth(section, path) > 0)
        for section in shown
    ]


def _depth(section: Section, path: str) -> int:
    url = reverse(section.name)
    if url == "/":
        return int(path == "/")
    return max((len(start) for start in (url, *section.also) if path.startswith(start)), default=0)


def _is_for(section: Section, user: Any) -> bool:
    if not section.permissions:
        return True
    return isinstance(user, User) and any(
        user.organizations_with(permission) or user.has(permission)
        for permission in section.permissions
    )
