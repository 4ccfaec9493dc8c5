"""What is written once, and what the database itself refuses."""

import re

from django.apps import apps
from django.db import models

from tests.test_architecture.reading import PACKAGES

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith(PACKAGES)}

# Rows that are written once; triggers refuse the rest (certify/audit/triggers.py). "Frozen" rows
# move through states, but what they say does not change.
IMMUTABLE = {
    "audit.AuditEvent",
    "audit.AuditSubject",
    "assessments.MarkChange",
    "assessments.Recommendation",
    "assessments.Decision",
    "assessments.KeptPaper",
    "certificates.CopyChange",
    "certificates.KeptCredential",
    "certificates.SignedFile",
    "certificates.StatusChange",
}
FROZEN = {
    "certificates.Certificate",
    "certificates.CredentialKey",
    "certificates.Handover",
    "certificates.PhysicalCopy",
    "certificates.Proposal",
    "certificates.SealKey",
    "certificates.StatusList",
    "certificates.TemplateVersion",
}


# Whoever adds a model decides here whether its rows are evidence that is written once.
MUTABLE = {
    "certificates.CertificateTemplate",
    "certificates.SealPolicy",
    "accounts.AccountLink",
    "accounts.FactorReset",
    "accounts.Organization",
    "accounts.RoleGrant",
    "accounts.Signatory",
    "accounts.User",
    "assessments.Assessment",
    "assessments.Consent",
    "assessments.Decree",
    "assessments.DecreePattern",
    "assessments.EvidencePhoto",
    "assessments.Mark",
    "assessments.Note",
    "assessments.Panel",
    "assessments.PanelCase",
    "assessments.PanelMember",
    "assessments.Participation",
    "audit.AuditHead",
    "certificates.AccessLink",
    "certificates.IssueItem",
    "certificates.IssueRun",
    "certificates.NameReport",
    "certificates.OfficialNumber",
    "certificates.StatusPublication",
    "jobs.Job",
    "once.UsedKey",
    "participants.Application",
    "participants.Enrollment",
    "participants.ImportDraft",
    "participants.KinTie",
    "participants.NikReveal",
    "participants.Person",
    "participants.Training",
    "programs.Agency",
    "programs.Assessor",
    "programs.CertificationBody",
    "programs.Criterion",
    "programs.District",
    "programs.Element",
    "programs.Program",
    "programs.Quota",
    "programs.Scheme",
    "programs.SchemeUnit",
    "programs.Standard",
    "programs.Unit",
    "programs.Venue",
    "programs.Village",
    "programs.Wave",
}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def test_immutable_models_are_those_that_the_triggers_keep():
    from certify.audit.triggers import PROTECTED

    by_table = {model._meta.db_table: model._meta.label for model in our_models()}
    kept = {by_table[p.table] for p in PROTECTED if p.frozen is None}
    frozen = {by_table[p.table] for p in PROTECTED if p.frozen is not None}

    assert (kept, frozen) == (IMMUTABLE, FROZEN)


def test_every_model_is_declared_mutable_or_not():
    assert {model._meta.label for model in our_models()} == IMMUTABLE | FROZEN | MUTABLE


# A moment whose author is known elsewhere, or that has no author.
UNPAIRED = {
    "jobs.Job.started",
}


def constrained(model: type[models.Model]) -> list[set[str]]:
    """Give the fields that each check constraint of a model speaks of."""
    return [
        set(re.findall(r"[a-z]+(?:_[a-z]+)*", str(constraint.condition)))
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]


def test_who_and_when_are_set_together_in_the_database():
    found = []
    for model in our_models():
        fields = {field.name: field for field in model._meta.local_fields}
        for at in (n for n in fields if n.endswith("_at") and fields[n].null):
            what = at.removesuffix("_at")
            by = fields.get(f"{what}_by")
            is_pair = by is not None and by.null
            known = any({at, f"{what}_by"} <= names for names in constrained(model))
            if is_pair and not known and f"{model._meta.label}.{what}" not in UNPAIRED:
                found.append(f"{model._meta.label}.{what}")

    assert not found, "\n".join(map(str, found))


def test_constraint_names_are_sentences_that_fit():
    found = [
        constraint.name
        for model in our_models()
        for constraint in model._meta.constraints
        if len(constraint.name) > 60 or constraint.name.count("_") < 2
    ]

    assert not found, "\n".join(map(str, found))


def test_evidence_is_never_deleted_with_what_it_hangs_on():
    allowed = {"CASCADE": set(), "SET_NULL": set()}
    found = [
        f"{model._meta.label}.{field.name}: {field.remote_field.on_delete.__name__}"
        for model in our_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete.__name__ in allowed
        and model._meta.label in IMMUTABLE | FROZEN
    ]

    assert not found, "\n".join(map(str, found))
