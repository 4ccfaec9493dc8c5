"""What minutes and decrees print: chosen from the register as it is now, or as it was kept."""

from collections.abc import Iterable

from assessments.content import (
    DECREE_WORDING,
    MINUTES_WORDING,
    DecidedLine,
    DecreeContent,
    MinutesContent,
    PostponedLine,
    SeatLine,
)
from assessments.enums import PaperKind
from assessments.models import Decision, Decree, KeptPaper, Panel
from assessments.queries import panels
from certify.accounts import letterheads
from certify.papers import SignatureBlock


def minutes_content(panel: Panel) -> MinutesContent:
    """Choose what the minutes of a panel say, out of the register as it is now."""
    decisions = list(panels.decisions(panel))
    organization = panel.body.organization
    postponed = panel.cases.filter(outcome="").select_related("assessment__application__enrollment")
    return MinutesContent(
        wording=MINUTES_WORDING,
        letterhead=letterheads.letterhead_of(organization),
        body_name=organization.name,
        program=str(panel.program),
        held_on=panel.held_on,
        place=panel.place,
        members=tuple(
            SeatLine(name=str(member.user), is_chair=member.is_chair)
            for member in panel.members.select_related("user")
        ),
        decisions=_lines(decisions),
        postponed=tuple(
            PostponedLine(
                number=case.assessment.application.enrollment.number,
                full_name=case.assessment.application.full_name,
                reason=case.reason,
            )
            for case in postponed
        ),
        is_example=_is_example(decisions),
    )


def decree_content(decree: Decree) -> DecreeContent:
    """Choose what a decree says, out of the register as it is now; a draft is printed from it."""
    decisions = list(panels.decisions(decree.panel))
    organization = decree.body.organization
    signature = letterheads.signature_of(organization, on=decree.decided_on) or SignatureBlock(
        position="Direktur",
        name=str(decree.signed_by or ""),
        city=organization.city,
        signed_on=decree.decided_on,
    )
    return DecreeContent(
        wording=DECREE_WORDING,
        letterhead=letterheads.letterhead_of(organization),
        number=decree.number,
        decided_on=decree.decided_on,
        program=str(decree.panel.program),
        held_on=decree.panel.held_on,
        place=decree.panel.place,
        decisions=_lines(decisions),
        signature=signature,
        in_force_by=str(decree.signed_by or ""),
        in_force_at=decree.signed_at,
        is_example=_is_example(decisions),
    )


def kept_minutes(panel: Panel) -> MinutesContent:
    """Give what the minutes said when the panel closed."""
    return MinutesContent.from_json(_kept(panel, PaperKind.MINUTES))


def kept_decree(decree: Decree) -> DecreeContent:
    """Give what the decree said when it was signed."""
    return DecreeContent.from_json(_kept(decree.panel, PaperKind.DECREE))


def _kept(panel: Panel, kind: PaperKind) -> str:
    return KeptPaper.objects.get(panel=panel, kind=kind).content


def _lines(decisions: Iterable[Decision]) -> tuple[DecidedLine, ...]:
    return tuple(
        DecidedLine(
            number=row.assessment.application.enrollment.number,
            full_name=row.assessment.application.full_name,
            scheme=str(row.assessment.scheme),
            assessor=str(row.assessment.assessor.user),
            met_number=row.assessment.assessor.met_number,
            outcome=row.outcome,
            reason=row.reason,
            follow_up=row.follow_up,
        )
        for row in decisions
    )


def _is_example(decisions: Iterable[Decision]) -> bool:
    """Invented people or unofficial units: the paper says CONTOH across every page."""
    return any(
        row.assessment.application.is_example or not row.assessment.scheme.standard.is_official
        for row in decisions
    )
