"""Minutes and decrees made so far keep what they say from now on.

Names come from the register as it is today, and of whoever was certified from the oldest
certificate: it was issued under the decree, before anybody could correct a name by a successor.
That is why this reads a table of the room above; it writes none.
"""

import base64
import datetime as dt
import hashlib
import io
import json
import unicodedata
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q
from PIL import Image


def keep_papers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep both papers of every closed panel that has none kept."""
    alias = schema_editor.connection.alias
    rows = apps.get_model("assessments", "Panel").objects.using(alias)
    kept = apps.get_model("assessments", "KeptPaper").objects.using(alias)
    closed = rows.filter(status="closed").select_related("body__organization", "program")
    for panel in closed.order_by("pk").iterator(chunk_size=100):
        shared = _shared(apps, alias, panel)
        if not kept.filter(panel_id=panel.pk, kind="minutes").exists():
            minutes = shared | _minutes(apps, alias, panel)
            kept.create(panel_id=panel.pk, kind="minutes", kept_at=panel.closed_at, **_text(minutes))
        signed = apps.get_model("assessments", "Decree").objects.using(alias).filter(
            panel_id=panel.pk, status="in_force"
        )
        for decree in signed.select_related("signed_by"):
            if not kept.filter(panel_id=panel.pk, kind="decree").exists():
                words = shared | _decree(apps, alias, panel, decree)
                kept.create(panel_id=panel.pk, kind="decree", kept_at=decree.signed_at, **_text(words))


def _text(values: dict[str, Any]) -> dict[str, str]:
    plain = json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    text = unicodedata.normalize("NFC", plain)
    return {"content": text, "content_sha256": hashlib.sha256(text.encode()).hexdigest()}


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _shared(apps: Apps, alias: str, panel: Any) -> dict[str, Any]:
    decisions = (
        apps.get_model("assessments", "Decision")
        .objects.using(alias)
        .filter(panel_id=panel.pk)
        .select_related(
            "assessment__application__enrollment",
            "assessment__assessor__user",
            "assessment__scheme__standard",
        )
        .order_by("assessment__application__enrollment__number", "pk")
    )
    certificates = apps.get_model("certificates", "Certificate").objects.using(alias)
    # The newest first, so that the oldest of each is the one that stays.
    names = dict(
        certificates.filter(assessment__decision__panel_id=panel.pk)
        .order_by("-pk")
        .values_list("assessment_id", "holder_name")
    )
    lines, is_example = [], False
    for row in decisions:
        assessment = row.assessment
        application, standard = assessment.application, assessment.scheme.standard
        is_example = is_example or application.is_example or not standard.is_official
        lines.append(
            {
                "number": application.enrollment.number,
                "full_name": names.get(assessment.pk, application.full_name),
                "scheme": assessment.scheme.name,
                "assessor": assessment.assessor.user.full_name,
                "met_number": assessment.assessor.met_number,
                "outcome": row.outcome,
                "reason": row.reason,
                "follow_up": row.follow_up,
            }
        )
    return {
        "wording": 1,
        "letterhead": _letterhead(panel.body.organization),
        "program": panel.program.name,
        "held_on": panel.held_on,
        "place": panel.place,
        "decisions": lines,
        "is_example": is_example,
    }


def _minutes(apps: Apps, alias: str, panel: Any) -> dict[str, Any]:
    members = apps.get_model("assessments", "PanelMember").objects.using(alias)
    cases = apps.get_model("assessments", "PanelCase").objects.using(alias)
    order = "assessment__application__enrollment__number"
    return {
        "body_name": panel.body.organization.name,
        "members": [
            {"name": row.user.full_name, "is_chair": row.is_chair}
            for row in members.filter(panel_id=panel.pk)
            .select_related("user")
            .order_by("-is_chair", "user__full_name", "pk")
        ],
        "postponed": [
            {
                "number": row.assessment.application.enrollment.number,
                "full_name": row.assessment.application.full_name,
                "reason": row.reason,
            }
            for row in cases.filter(panel_id=panel.pk, outcome="")
            .select_related("assessment__application__enrollment")
            .order_by(order, "pk")
        ],
    }


def _decree(apps: Apps, alias: str, panel: Any, decree: Any) -> dict[str, Any]:
    organization = panel.body.organization
    day = decree.decided_on
    signatory = (
        apps.get_model("accounts", "Signatory")
        .objects.using(alias)
        .filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            organization_id=organization.pk,
            starts_on__lte=day,
        )
        .order_by("-starts_on", "-pk")
        .first()
    )
    return {
        "number": decree.number,
        "decided_on": day,
        "signature": {
            "position": signatory.position if signatory else "Direktur",
            "name": signatory.name if signatory else decree.signed_by.full_name,
            "city": organization.city,
            "signed_on": day,
            "opening": "",
            "body": "",
            "rank": signatory.rank if signatory else "",
            "nip": signatory.employee_number if signatory else "",
        },
        "in_force_by": decree.signed_by.full_name,
        "in_force_at": decree.signed_at,
    }


def _letterhead(organization: Any) -> dict[str, Any]:
    contact = (
        f"Telepon {organization.phone}" if organization.phone else "",
        organization.email,
        organization.website,
    )
    parts = [organization.address, organization.city]
    if organization.city.casefold() in organization.address.partition(",")[2].casefold():
        parts.pop()
    above = [organization.parent_name] if organization.parent_name else []
    return {
        "lines": [*above, organization.name],
        "address": ", ".join(part for part in parts if part),
        "contact": " · ".join(part for part in contact if part),
        "logo": _logo(organization.logo),
    }


def _logo(file: Any) -> str | None:
    """Give the picture; one that is missing or damaged was printed without, and stays so."""
    if not file.name or not file.storage.exists(file.name):
        return None
    with file.storage.open(file.name, "rb") as stored:
        data = stored.read()
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return base64.b64encode(data).decode()


class Migration(migrations.Migration):
    """Rows only; what is kept goes with its table."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("assessments", "0005_panels_keep_what_their_papers_say"),
        ("certificates", "0013_what_strangers_may_know_stands_by_itself"),
    ]
    operations = [migrations.RunPython(keep_papers, migrations.RunPython.noop)]
