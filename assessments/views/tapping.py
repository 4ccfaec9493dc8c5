"""One tap on one criterion of one person, from whichever page it came."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpRequest
from django.utils import timezone

from assessments import operations, queries
from assessments.forms import MarkForm
from assessments.models import Assessment
from assessments.views import reading
from certify.accounts.actor import actor
from certify.lib.errors import ConflictError, DomainError, InvalidInputError


@dataclass(frozen=True, slots=True)
class Ask:
    """What a line still asks: a reason, or which of two values holds; and the answer's status."""

    reason: bool = False
    version: int = 0
    sentence: str = ""
    conflict: ConflictError | None = None
    value: str = ""
    typed: str = ""
    status: int = HTTPStatus.OK


def tap(request: HttpRequest, assessment: Assessment, criterion: int) -> Ask:
    """Save one tap and give what its line asks now; an empty Ask when it is saved.

    Raises Http404 for a criterion of another scheme, and what ``operations.mark`` refuses where
    no line can show it (without htmx).
    """
    form = MarkForm(request.POST)
    row = queries.criteria_of(assessment).get(criterion)
    if row is None:
        raise Http404
    if not form.is_valid():
        return Ask(sentence="Pilih Ya atau Belum.", status=reading.UNPROCESSABLE)
    value, version = form.cleaned_data["value"], form.cleaned_data["version"]
    try:
        operations.mark(
            assessment=assessment,
            criterion=row,
            value=value,
            reason=form.reason,
            version=version,
            by=actor(request),
            at=timezone.now(),
        )
    except InvalidInputError as refusal:
        return Ask(reason=True, sentence=refusal.sentence, version=version, status=refusal.status)
    except ConflictError as refusal:
        return Ask(
            conflict=refusal,
            sentence=refusal.sentence,
            value=value,
            typed=form.reason,
            status=refusal.status,
        )
    except DomainError as refusal:
        if not request.headers.get("HX-Request"):
            raise
        return Ask(sentence=refusal.sentence, status=refusal.status)
    return Ask()
