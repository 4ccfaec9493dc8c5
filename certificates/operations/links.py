"""A participant's personal links, and what a participant says through one."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from certificates import permissions, rules
from certificates.enums import LinkChannel
from certificates.models import AccessLink, NameReport
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError
from participants.models import Enrollment

SEED_BYTES = 16
TOKEN_LENGTH = 26  # of 5 bits each: 130
SALT = "certificates.links"


def token_of(link: AccessLink) -> str:
    """Give the token of a link again, for the message or card that staff send.

    Raises:
        NotNowError: the server's key changed since, or the link was revoked; make a new link.
    """
    token = _token(link.seed)
    if token_hash(token) != link.token_sha256 or link.revoked_at is not None:
        raise NotNowError("Tautan ini tidak bisa ditampilkan lagi. Buat tautan baru.")
    return token


def _token(seed: str) -> str:
    digest = salted_hmac(SALT, seed, algorithm="sha256").digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(TOKEN_LENGTH):
        number, place = divmod(number, len(rules.CODE_ALPHABET))
        letters.append(rules.CODE_ALPHABET[place])
    return "".join(letters).lower()


def token_hash(token: str) -> str:
    """Give what is stored of a token; read as typed from a card, in either case."""
    return hashlib.sha256(rules.normalize_code(token).encode()).hexdigest()


@transaction.atomic
def make_links(
    *, enrollments: Sequence[Enrollment], channel: LinkChannel, by: User, at: datetime
) -> list[AccessLink]:
    """Make one new link for each person; earlier ones stay valid (decisions 8).

    Raises:
        NotAllowedError: ``by`` may not send links to one of them.
        InvalidInputError: nobody is chosen.
    """
    if not enrollments:
        raise InvalidInputError("Belum ada yang dipilih. Beri tanda pada nama yang dikirimi.")
    links = []
    for enrollment in enrollments:
        permissions.may_make_link(by, enrollment).require()
        seed = secrets.token_hex(SEED_BYTES)
        link = AccessLink.objects.create(
            enrollment=enrollment,
            seed=seed,
            token_sha256=token_hash(_token(seed)),
            channel=channel,
            created_by=by,
            created_at=at,
        )
        trail.record(
            name="certificates.link_made",
            summary=f"membuat tautan pribadi ({channel.label})",
            subject=enrollment,
            related=[link],
            by=by,
            at=at,
        )
        links.append(link)
    return links


@transaction.atomic
def revoke_link(*, link: AccessLink, reason: str, by: User, at: datetime) -> AccessLink:
    """End a link; whoever has its page open is out at once.

    Raises:
        NotAllowedError: ``by`` may not send links to this person.
        NotNowError: it was revoked before.
        InvalidInputError: there is no reason.
    """
    locked = (
        AccessLink.objects.select_for_update(of=("self",))
        .select_related("enrollment__program")
        .get(pk=link.pk)
    )
    permissions.may_revoke_link(by, locked).require()
    if not reason.strip():
        raise InvalidInputError("Tulis alasannya.")
    locked.revoked_by, locked.revoked_at, locked.revoke_reason = by, at, reason.strip()
    locked.save(update_fields=["revoked_by", "revoked_at", "revoke_reason"])
    trail.record(
        name="certificates.link_revoked",
        summary="mencabut tautan pribadi",
        subject=locked.enrollment,
        related=[locked],
        by=by,
        at=at,
    )
    return locked


@transaction.atomic
def open_link(*, link: AccessLink, at: datetime) -> None:
    """Note the first opening; later ones write nothing."""
    opened = AccessLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=at)
    if opened:
        trail.record(
            name="certificates.link_opened",
            summary="peserta membuka tautannya",
            subject=link.enrollment,
            related=[link],
            by=None,
            at=at,
        )


@transaction.atomic
def report_name(
    *, enrollment: Enrollment, proposed_name: str, message: str, at: datetime
) -> NameReport:
    """A holder says how the name should be written; one open report at a time.

    Raises:
        NotNowError: an earlier report is not answered yet.
        InvalidInputError: no name was given.
    """
    Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    name = " ".join(proposed_name.split())
    if not name:
        raise InvalidInputError("Tulis nama yang benar, seperti pada KTP.")
    if NameReport.objects.filter(enrollment=enrollment, answered_at__isnull=True).exists():
        raise NotNowError("Laporan Anda sebelumnya sudah kami terima dan sedang diperiksa.")
    report = NameReport.objects.create(
        enrollment=enrollment, proposed_name=name, message=message.strip(), reported_at=at
    )
    trail.record(
        name="certificates.name_reported",
        summary="peserta melaporkan nama salah tulis",
        subject=enrollment,
        related=[report],
        by=None,
        at=at,
    )
    return report


@transaction.atomic
def answer_name_report(*, report: NameReport, answer: str, by: User, at: datetime) -> NameReport:
    """Answer in words; the correction itself is a replacement of the certificate.

    Raises:
        NotAllowedError: ``by`` has nothing to do with this person.
        NotNowError: it was answered before.
        InvalidInputError: there is no answer.
    """
    locked = (
        NameReport.objects.select_for_update(of=("self",))
        .select_related("enrollment__program")
        .get(pk=report.pk)
    )
    permissions.may_answer_name_report(by, locked).require()
    if not answer.strip():
        raise InvalidInputError("Tulis jawaban untuk peserta.")
    locked.answered_by, locked.answered_at, locked.answer = by, at, answer.strip()
    locked.save(update_fields=["answered_by", "answered_at", "answer"])
    trail.record(
        name="certificates.name_report_answered",
        summary="menjawab laporan nama",
        subject=locked.enrollment,
        related=[locked],
        by=by,
        at=at,
    )
    return locked
