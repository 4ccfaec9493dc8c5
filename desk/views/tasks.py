"""What an act that waits is called, and the page on which it is done."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from assessments.enums import AssessmentStatus
from certify.templatetags import ui
from desk import rules
from desk.queries import Act, Waiting

SOON = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One line of work: the verb is the link, then what it is about and when."""

    label: str
    url: str
    about: str
    when: str
    urgent: bool


LABELS = {
    Act.FILL_PROGRAM: "Isi daftar peserta",
    Act.RESUME_IMPORT: "Lanjutkan impor",
    Act.OPEN_PROGRAM: "Buka program untuk {count} peserta",
    Act.SEND: "Kirim {count} permohonan",
    Act.COMPLETE: "Lengkapi {count} permohonan",
    Act.ANSWER: "Periksa {count} permohonan",
    Act.ASSIGN: "Tugaskan asesor untuk {count} orang",
    Act.UNBLOCK: "Atur ulang {count} asesmen",
    Act.ASSESS: "Nilai {count} orang",
    Act.CONVENE: "Undang pleno untuk {count} orang",
    Act.DECIDE: "Putuskan {count} orang",
    Act.DRAFT_DECREE: "Susun SK hasil pleno",
    Act.SIGN_DECREE: "Tetapkan SK untuk {count} orang",
    Act.RECORD_NUMBERS: "Isi nomor BNSP {count} orang",
    Act.ISSUE: "Terbitkan {count} sertifikat",
    Act.HAND_OVER: "Serahkan {count} sertifikat",
    Act.ANSWER_REPORT: "Jawab {count} laporan nama",
    Act.ANSWER_PROPOSAL: "Putuskan {count} usulan perubahan sertifikat",
}
# The page of the step, and whether it is found by the row itself, by the program (False), or is
# one page for all (None).
PAGES: dict[Act, tuple[str, bool | None]] = {
    Act.FILL_PROGRAM: ("participants:import_upload", False),
    Act.RESUME_IMPORT: ("participants:import", True),
    Act.OPEN_PROGRAM: ("programs:program", False),
    Act.SEND: ("participants:send_applications", False),
    Act.COMPLETE: ("desk:board", False),
    Act.ANSWER: ("participants:applications", False),
    Act.ASSIGN: ("assessments:assign", False),
    Act.UNBLOCK: ("assessments:assessments", None),
    Act.ASSESS: ("assessments:mine", False),
    Act.CONVENE: ("assessments:convene", False),
    Act.DECIDE: ("assessments:panel", True),
    Act.DRAFT_DECREE: ("assessments:drafting", True),
    Act.SIGN_DECREE: ("assessments:decree", True),
    Act.RECORD_NUMBERS: ("certificates:numbers", False),
    Act.ISSUE: ("certificates:checks", False),
    Act.HAND_OVER: ("certificates:handovers", False),
    Act.ANSWER_REPORT: ("certificates:name_reports", False),
    Act.ANSWER_PROPOSAL: ("certificates:proposals", None),
}
# Where the page shows more than the act concerns.
FILTERS = {
    Act.COMPLETE: f"?saring={rules.RETURNED.key}",
    Act.UNBLOCK: f"?keadaan={AssessmentStatus.NOT_READY.value}",
}


def task_of(line: Waiting, *, today: dt.date) -> Task:
    """Put a waiting act into words and give its address."""
    label = LABELS[line.act].format(count=ui.thousands(line.count))
    if line.act is Act.DECIDE and line.count == 0:
        label = "Tetapkan keputusan pleno"
    return Task(
        label=label,
        url=_address(line),
        about=line.program_name,
        when=_when(line, today),
        urgent=line.due_on is not None and (line.due_on - today).days <= SOON,
    )


def _address(line: Waiting) -> str:
    name, by_row = PAGES[line.act]
    keys = [] if by_row is None else [line.key if by_row else line.program]
    return reverse(name, args=keys) + FILTERS.get(line.act, "")


def _when(line: Waiting, today: dt.date) -> str:
    if line.due_on is None:
        return ""
    what = "pleno" if line.act is Act.DECIDE else "asesmen"
    days = (line.due_on - today).days
    if days < 0:
        return f"jadwal {what} sudah lewat {-days} hari"
    words = {0: "hari ini", 1: "besok"}.get(days, f"{days} hari lagi")
    return f"{what} {words}"
