"""Every move × every state of certificates and runs, and the operations that make them."""

import pytest
from django.utils import timezone

from certificates import operations
from certificates.enums import CertificateStatus as C
from certificates.enums import RunStatus as R
from certificates.models import Certificate, StatusChange
from certificates.workflow import CERTIFICATE, RUN
from certify.audit.models import AuditEvent
from certify.lib.errors import NotNowError
from tests.factories import certificates

LEGAL = {
    ("finish", C.RESERVED): C.ISSUED,
    ("void", C.RESERVED): C.VOID,
    ("suspend", C.ISSUED): C.SUSPENDED,
    ("lift", C.SUSPENDED): C.ISSUED,
    ("revoke", C.ISSUED): C.REVOKED,
    ("revoke", C.SUSPENDED): C.REVOKED,
    ("replace", C.ISSUED): C.REPLACED,
    ("replace", C.SUSPENDED): C.REPLACED,
}
LEGAL_RUN = {
    ("start", R.QUEUED): R.RUNNING,
    ("start", R.PARTIAL): R.RUNNING,
    ("finish", R.RUNNING): R.DONE,
    ("finish_with_problems", R.RUNNING): R.PARTIAL,
}


@pytest.mark.parametrize(
    ("workflow", "legal", "states"), [(CERTIFICATE, LEGAL, C), (RUN, LEGAL_RUN, R)]
)
def test_table_of_moves(workflow, legal, states):
    found = {
        (move, state): workflow.target(move, source=state)
        for move in workflow.moves
        for state in states
        if workflow.allows(move, source=state)
    }

    assert found == legal


def _act(move: str, certificate: Certificate, stage):
    act = {"reason": "alasan yang jelas", "by": stage.cast.tuti, "at": timezone.now()}
    if move == "replace":
        return operations.replace(
            certificate=certificate,
            correction=certificates.correction(certificate),
            by=stage.cast.tuti,
            at=timezone.now(),
            today=timezone.localdate(),
        )
    return getattr(operations, move)(certificate=certificate, **act)


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(C))
@pytest.mark.parametrize("move", ["suspend", "lift", "revoke", "replace", "void"])
def test_operations_follow_the_table(stage, move, state):
    certificate = certificates.certificate_at(state, stage)
    changes = StatusChange.objects.filter(certificate=certificate)
    before, events = changes.count(), AuditEvent.objects.count()
    target = LEGAL.get((move, state))

    if target is None:
        with pytest.raises(NotNowError):
            _act(move, certificate, stage)
        certificate.refresh_from_db()
        assert certificate.status == state
        assert (changes.count(), AuditEvent.objects.count()) == (before, events)
        return
    _act(move, certificate, stage)
    certificate.refresh_from_db()
    last = changes.order_by("-pk").first()
    assert certificate.status == target
    assert (last.source, last.target, last.changed_by) == (state, target, stage.cast.tuti)
    assert changes.count() == before + 1
