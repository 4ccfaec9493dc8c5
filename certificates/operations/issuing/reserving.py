"""First step: numbers are taken and what will be printed is frozen, in one short transaction."""

import dataclasses
import hashlib
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assessments.enums import Part
from assessments.models import Assessment, Participation
from certificates import numbering, permissions, queries, rules
from certificates.content import CertificateContent
from certificates.models import Certificate, IssueRun
from certificates.operations.issuing.explaining import UNFORESEEN, explain
from certificates.rendering import check_printable
from certify.audit import trail
from certify.lib.errors import DomainError

logger = logging.getLogger(__name__)

# A frozen content holds a photograph: fifty in one statement would take 40 MB of a worker.
ROWS_AT_ONCE = 10
REVOKED = "Sertifikatnya sudah dicabut. Pencabutan berlaku tetap."


def reserve_or_explain(
    *, run: IssueRun, assessments: Sequence[int], masters: queries.Masters, at: datetime
) -> list[Certificate]:
    """Reserve a chunk; when it fails as a whole, try its people one by one and say who failed."""
    try:
        return reserve(run=run, assessments=assessments, masters=masters, at=at)
    except Exception:
        if len(assessments) == 1:
            logger.exception("certificate of assessment %s was not reserved", assessments[0])
            explain(run=run.pk, problems={assessments[0]: UNFORESEEN})
            return []
        one_by_one = [
            reserve_or_explain(run=run, assessments=[key], masters=masters, at=at)
            for key in assessments
        ]
        return [made for each in one_by_one for made in each]


def reserve(
    *,
    run: IssueRun,
    assessments: Sequence[int],
    at: datetime,
    masters: queries.Masters | None = None,
) -> list[Certificate]:
    """Take numbers and freeze what will be printed, for everybody of the chunk who can have it.

    Who already has a living certificate is passed over; who cannot be issued gets the sentence
    on the run's page and takes no number. Photographs are made ready before the transaction, which
    others wait for.
    """
    masters = masters or queries.Masters(run.issued_on, version=run.template_version)
    photos = queries.photos_of(assessments)
    return _reserve(run=run, assessments=assessments, masters=masters, photos=photos, at=at)


@transaction.atomic
def _reserve(
    *,
    run: IssueRun,
    assessments: Sequence[int],
    masters: queries.Masters,
    photos: Mapping[str, bytes | None],
    at: datetime,
) -> list[Certificate]:
    numbering.lock(run.body, run.issued_on.year)
    keys = list(assessments)
    living = queries.living_among(keys)
    revoked = queries.revoked_among(keys)
    replaced = queries.replaced_among(keys)
    ready: list[_Draft] = []
    problems = dict.fromkeys(living, "")
    for assessment in _locked([key for key in keys if key not in living]):
        former = replaced.get(assessment.pk)
        problem, content = _drafted(run, assessment, masters, photos, former)
        if assessment.pk in revoked:
            problem, content = REVOKED, None
        problems[assessment.pk] = problem
        if content is not None:
            ready.append(_Draft(assessment, content, former))
    explain(run=run.pk, problems=problems)
    return _write(run=run, drafts=ready, at=at)


def _locked(keys: list[int]) -> list[Assessment]:
    """Lock the results so that their BNSP numbers stand still, and read what will be printed."""
    list(Assessment.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))
    rows = queries.with_masters(Assessment.objects.filter(pk__in=keys))
    order = "application__enrollment__number"
    return list(rows.prefetch_related("participations").order_by(order, "pk"))


@dataclasses.dataclass(frozen=True, slots=True)
class _Draft:
    """What will be printed but for its number and code."""

    assessment: Assessment
    content: CertificateContent
    former: Certificate | None


def _drafted(
    run: IssueRun,
    assessment: Assessment,
    masters: queries.Masters,
    photos: Mapping[str, bytes | None],
    former: Certificate | None,
) -> tuple[str, CertificateContent | None]:
    """Give what will be printed, or the sentence why it cannot be."""
    problem = permissions.may_issue(run.requested_by, assessment).reason
    problem = problem or queries.too_early(assessment, issued_on=run.issued_on)
    if problem:
        return problem, None
    try:
        content = queries.draft(assessment, masters=masters, replaces=former, photos=photos)
        check_printable(content, design=masters.design_of(assessment))
    except DomainError as refusal:
        return refusal.sentence, None
    return "", content


def create(
    *,
    run: IssueRun,
    assessments: Sequence[Assessment],
    masters: queries.Masters,
    at: datetime,
    replaces: Certificate | None = None,
) -> list[Certificate]:
    """Reserve for these people in the caller's transaction, which holds the counter.

    Raises:
        NotNowError: a number or the signatory is missing.
        NotPrintableError: a value has no room or no letters in our fonts.
    """
    drafts = []
    for assessment in assessments:
        content = queries.draft(assessment, masters=masters, replaces=replaces)
        check_printable(content, design=masters.design_of(assessment))
        drafts.append(_Draft(assessment, content, replaces))
    return _write(run=run, drafts=drafts, at=at)


def _write(*, run: IssueRun, drafts: Sequence[_Draft], at: datetime) -> list[Certificate]:
    """Take the numbers and write the rows, in the caller's transaction that holds the counter."""
    numbers = numbering.take(run.body, run.issued_on.year, len(drafts))
    places = numbering.take_status_places(run.body, len(drafts))
    renewed = queries.renewed_by([draft.assessment for draft in drafts])
    certificates = [
        _certificate(run, draft, number=number, place=place, at=at)
        for draft, number, place in zip(drafts, numbers, places, strict=True)
    ]
    for draft, certificate in zip(drafts, certificates, strict=True):
        former = draft.former
        certificate.renews = former.renews if former else renewed.get(draft.assessment.pk)
    Certificate.objects.bulk_create(certificates, batch_size=ROWS_AT_ONCE)
    # Only who issued for this person before is passed over: the database refuses any other part.
    issuer = (run.requested_by_id, Part.ISSUER)
    Participation.objects.bulk_create(
        Participation(assessment=draft.assessment, user=run.requested_by, part=Part.ISSUER)
        for draft in drafts
        if issuer not in {(row.user_id, row.part) for row in draft.assessment.participations.all()}
    )
    trail.record_many([_event(run, certificate, at=at) for certificate in certificates])
    return certificates


def _event(run: IssueRun, certificate: Certificate, *, at: datetime) -> trail.Entry:
    return trail.Entry(
        name="certificates.reserved",
        summary=f"mengambil nomor register {certificate}",
        subject=certificate,
        related=[certificate.assessment, run],
        by=run.requested_by,
        at=at,
        within=run.body.organization,
        data={
            "register_number": certificate.register_number,
            "register_year": certificate.register_year,
            "content_sha256": certificate.content_sha256,
        },
    )


def _certificate(
    run: IssueRun, draft: _Draft, *, number: int, place: numbering.Place, at: datetime
) -> Certificate:
    code = rules.new_code()
    content = dataclasses.replace(
        draft.content,
        register_number=numbering.number_text(run.body.register_prefix, number, run.issued_on),
        verify_code=code,
        verify_url=queries.verify_url(code).upper(),
    )
    text = content.to_json()
    return Certificate(
        assessment=draft.assessment,
        body=run.body,
        program=run.program,
        scheme=draft.assessment.scheme,
        register_year=run.issued_on.year,
        register_number=number,
        code=code,
        holder_name=content.holder_name,
        qualification=content.qualification,
        certificate_number=content.certificate_number or "",
        registration_number=content.registration_number or "",
        is_example=content.is_example,
        content=text,
        public_facts=content.public_json(),
        content_sha256=hashlib.sha256(text.encode()).hexdigest(),
        issued_on=content.issued_on,
        valid_until=content.valid_until,
        run=run,
        replaces=draft.former,
        status_list=place.status_list,
        status_index=place.index,
        issued_by=run.requested_by,
        reserved_at=at,
    )
