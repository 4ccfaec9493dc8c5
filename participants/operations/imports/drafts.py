"""From the upload to a repaired draft; nothing here touches the register."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import get_random_string

from certify.accounts.models import User
from certify.audit import trail
from certify.lib.text import tidy
from certify.privacy import keys
from participants import permissions, queries
from participants.enums import ImportStatus
from participants.importing import reading, stored, tables
from participants.importing.answers import Answers
from participants.importing.refusals import UnreadableFileError
from participants.importing.sheets import Book
from participants.models import ImportDraft
from participants.workflow import IMPORT
from programs.models import Program

KEPT_FOR = timedelta(days=7)
# A list of a few thousand people is read in well under two seconds. What is larger is read by a
# job: the one-use key's transaction would hold SQLite's write lock as long as the reading takes.
INLINE_BYTES = 200 * 1024
_LONGEST_FILE_NAME = 200


@transaction.atomic
def start_import(
    *,
    program: Program,
    content: bytes,
    file_name: str,
    is_pasted: bool = False,
    by: User,
    at: datetime,
) -> ImportDraft:
    """Keep the file and read it, or leave a large one in READING for the job.

    The same file as in an earlier import takes over the answers given then.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
        NotNowError: the program is closed or has no places.
        UnreadableFileError: nothing can be read; nothing is kept.
    """
    permissions.may_import(by, program).require()
    draft = ImportDraft(
        program=program,
        file_name=tidy(file_name)[:_LONGEST_FILE_NAME] or "daftar",
        file_sha256=hashlib.sha256(content).hexdigest(),
        is_pasted=is_pasted,
        status=IMPORT.initial,
        created_by=by,
        created_at=at,
        expires_at=at + KEPT_FOR,
    )
    if len(content) <= INLINE_BYTES:
        _take_in(draft, _read(content, is_pasted=is_pasted))
    sealed = keys.encrypt(base64.b64encode(content).decode()).encode()
    draft.file.save(f"{get_random_string(32)}.bin", ContentFile(sealed), save=False)
    draft.save()
    _record(draft, "import.started", "mengunggah daftar peserta", by=by, at=at)
    return draft


def _content(draft: ImportDraft) -> bytes:
    with draft.file.open("rb") as kept:
        return base64.b64decode(keys.decrypt(kept.read().decode()))


def _read(content: bytes, *, is_pasted: bool) -> Book:
    book = reading.read_pasted(content.decode()) if is_pasted else reading.read_file(content)
    tables.choose(book)
    return book


def _take_in(draft: ImportDraft, book: Book) -> None:
    draft.book = stored.pack(book)
    earlier = queries.earlier_import(draft)
    draft.state = earlier.state if earlier else stored.packed_answers(Answers())
    draft.status = IMPORT.target("read", source=draft.status)


def read_import(*, draft: ImportDraft, at: datetime) -> ImportDraft:
    """Read a kept file outside any transaction, then note what came of it.

    May be started again: a draft that was read already is left as it is.
    """
    content = _content(draft)
    try:
        book, refusal = _read(content, is_pasted=draft.is_pasted), ""
    except UnreadableFileError as error:
        book, refusal = None, error.sentence
    with transaction.atomic():
        locked = _locked(draft)
        if locked.status != ImportStatus.READING:
            return locked
        if book is None:
            locked.status = IMPORT.target("refuse", source=locked.status)
            locked.refusal = refusal
            _forget(locked)
        else:
            _take_in(locked, book)
        locked.save()
        _record(locked, "import.read", "membaca daftar peserta", by=locked.created_by, at=at)
    return locked


@transaction.atomic
def keep_answers(
    *, draft: ImportDraft, change: Callable[[Answers], Answers], by: User
) -> ImportDraft:
    """Lay new answers over those kept, under the lock of the draft.

    The trail gets one event with the saving, which counts the answers; the answers themselves stay
    with the import.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
        NotNowError: the import was saved or thrown away meanwhile.
    """
    locked = _locked(draft)
    permissions.may_change_import(by, locked).require()
    locked.state = stored.packed_answers(change(stored.answers_of(locked)))
    locked.save(update_fields=["state"])
    return locked


@transaction.atomic
def discard_import(*, draft: ImportDraft, by: User | None, at: datetime) -> ImportDraft:
    """Throw a draft away with the file and everything read from it; ``by`` None is the calendar.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
        NotNowError: the import was saved already.
    """
    locked = _locked(draft)
    if by is not None:
        permissions.may_discard_import(by, locked).require()
    locked.status = IMPORT.target("discard", source=locked.status)
    _forget(locked)
    locked.save()
    _record(locked, "import.discarded", "membuang rancangan impor", by=by, at=at)
    return locked


@transaction.atomic
def open_import_file(*, draft: ImportDraft, by: User, at: datetime) -> bytes:
    """Give the file as it came; whoever opens it sees whole identity numbers, so it is recorded.

    Raises:
        NotAllowedError: ``by`` may not see whole identity numbers of this agency.
        NotNowError: the file was thrown away with its draft.
    """
    permissions.may_open_import_file(by, draft).require()
    content = _content(draft)
    _record(draft, "import.file_opened", "membuka daftar asli", by=by, at=at)
    return content


def _locked(draft: ImportDraft) -> ImportDraft:
    return (
        ImportDraft.objects.select_for_update(of=("self",))
        .select_related("program__agency__organization", "created_by")
        .get(pk=draft.pk)
    )


def _forget(draft: ImportDraft) -> None:
    name, storage = draft.file.name, draft.file.storage
    draft.book = draft.state = draft.file.name = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _record(draft: ImportDraft, name: str, summary: str, *, by: User | None, at: datetime) -> None:
    trail.record(
        name=name,
        summary=summary,
        subject=draft,
        related=[draft.program],
        by=by,
        at=at,
        within=draft.program.agency.organization,
    )
