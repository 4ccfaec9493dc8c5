"""The access matrix's addresses and forms of certificates."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from certificates import forms, queries
from certificates import operations as certification
from tests.access_world.world import TODAY, World
from tests.factories import designs, seals


def signed_outside(world: World) -> bytes:
    """The certificate as its director signed it with a program of his own."""
    return seals.signed(queries.stored_pdf(world.certificate), seals.key_pair("Direktur Uji"))


ADDRESSES: dict[str, Callable[[World], Any]] = {
    "certificates:fingerprint": lambda w: w.seal.fingerprint,
    "certificates:published_keys:body": lambda w: w.seal.body_id,
    "certificates:pk": lambda w: w.certificate.pk,
    "certificates:program": lambda w: w.certificate.program_id,
    "certificates:code": lambda w: w.certificate.code,
    "certificates:token": lambda w: certification.token_of(w.access_link),
    "certificates:api:code": lambda w: w.certificate.code,
    "certificates:api:sha256": lambda w: "0" * 64,
    "certificates:sha256": lambda w: "0" * 64,
    "certificates:name": lambda w: "Sertifikat.pdf",
    "certificates:body": lambda w: w.certificate.body_id,
    "certificates:number": lambda w: 1,
    "certificates:purpose": lambda w: "pencabutan",
    "certificates:form": lambda w: "jwt",
    "certificates:kind": lambda w: "ganti",
    "certificates:move": lambda w: "hilang",
    "certificates:start_issue:program": lambda w: w.numbered.program_id,
    "certificates:save_numbers:program": lambda w: w.numbered.program_id,
    **{
        f"certificates:{route}:pk": pk
        for routes, pk in (
            (
                (
                    "proposal",
                    "approval",
                    "approve",
                    "declining",
                    "decline",
                    "withdrawal",
                    "withdraw",
                ),
                lambda w: w.proposal.pk,
            ),
            (("copy_move", "move_copy"), lambda w: w.sheet.pk),
            (("voiding", "void"), lambda w: w.reserved.pk),
            (
                ("preview", "preview_page", "preview_picture", "naming", "correct_name"),
                lambda w: w.numbered.pk,
            ),
            (
                ("design_form", "try_design", "save_design", "design_freezing", "freeze_design"),
                lambda w: w.draft_design.pk,
            ),
            (
                (
                    *("design", "design_picture", "design_pdf", "activate_design"),
                    *("design_retirement", "retire_design", "copy_design"),
                ),
                lambda w: w.frozen_design.pk,
            ),
            (("run", "continue_run"), lambda w: w.reserved.run_id),
            (("handover_cancellation", "cancel_handover"), lambda w: w.handed.pk),
            (("link_revocation", "revoke_link"), lambda w: w.access_link.pk),
            (("answer_name_report",), lambda w: w.report.pk),
            (
                ("retire_seal", "seal_retirement", "declare_seal_compromised", "seal_leak"),
                lambda w: w.seal.pk,
            ),
        )
        for route in routes
    },
}

BODIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "certificates:choose_signing": lambda w: {"way": "elsewhere"},
    "certificates:add_seal": lambda w: {
        "place": "file",
        "key_file": SimpleUploadedFile("segel.p12", seals.packed(seals.key_pair())),
        "password": seals.PASSWORD,
    },
    "certificates:retire_seal": lambda w: {"reason": "Pindah penyelenggara"},
    "certificates:declare_seal_compromised": lambda w: {"reason": "Laptop hilang"},
    "certificates:attach_signed_file": lambda w: {
        "signed": SimpleUploadedFile("bertanda-tangan.pdf", signed_outside(w))
    },
    **{
        f"certificates:{route}": lambda w: {"reason": "Data pada SK keliru"}
        for route in ("decline", "void", "cancel_handover", "revoke_link", "move_copy")
    },
    "certificates:print_copy": lambda w: {"kind": "overprint"},
    "certificates:propose": lambda w: {
        "full_name": "Siti Aminah",
        "certificate_number": w.certificate.certificate_number,
        "registration_number": w.certificate.registration_number,
        "reason": "Nama salah tulis",
    },
    "certificates:create_design": lambda w: {"name": "Batik tulis"},
    **{
        f"certificates:{route}": lambda w: forms.design_values(designs.RIMBI)
        for route in ("try_design", "save_design")
    },
    "certificates:hand_over": lambda w: {"recipient_kind": "holder", "handed_on": str(TODAY())},
    "certificates:hand_over_all": lambda w: {
        "certificates": [w.certificate.pk],
        "handed_on": str(TODAY()),
    },
    "certificates:save_numbers": lambda w: {
        f"sertifikat-{w.numbered.pk}": "13134 7318 3 0009999 2025",
        f"registrasi-{w.numbered.pk}": "BTK 228 09999 2025",
    },
    "certificates:start_issue": lambda w: {
        "assessments": [w.numbered.pk],
        "issued_on": str(TODAY()),
    },
    "certificates:correct_name": lambda w: {"full_name": "Siti Aminah"},
    "certificates:make_links": lambda w: {
        "channel": "whatsapp",
        "enrollments": [w.certificate.assessment.application.enrollment_id],
    },
    "certificates:answer_name_report": lambda w: {f"{w.report.pk}-answer": "Sudah kami perbaiki"},
}
