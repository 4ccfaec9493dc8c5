import datetime as dt

import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import NotAllowedError
from programs import operations

PARTICULARS = {
    "licence_number": "BNSP-LSP-000-ID",
    "licence_until": dt.date(2029, 11, 27),
    "issues_for_bnsp": False,
    "digital_line": "Sertifikat digital LSP Contoh",
    "register_prefix": "CTH",
}


@pytest.mark.parametrize("who", ["sari", "tuti", "keeper"])
def test_body_keeps_its_particulars(who, stage, now):
    person = getattr(stage.cast, who)

    operations.update_body(body=stage.body, **PARTICULARS, by=person, at=now)

    stage.body.refresh_from_db()
    assert {name: getattr(stage.body, name) for name in PARTICULARS} == PARTICULARS
    assert AuditEvent.objects.order_by("-sequence").first().name == "body.updated"


@pytest.mark.parametrize("who", ["dewi", "budi", "wulan", "bagas"])
def test_others_change_no_particulars(who, stage, now):
    with pytest.raises(NotAllowedError):
        operations.update_body(body=stage.body, **PARTICULARS, by=getattr(stage.cast, who), at=now)
