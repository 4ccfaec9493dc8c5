"""Certificates from compiled forms: the fast way, and when it is not to be taken.

For a content the form is looked for in this process, then in the store; when it is nowhere it is
compiled. What a form cannot set exactly raises ``NeedsFullRenderError``, and the caller typesets
that certificate in full.
"""

import collections
import dataclasses
import datetime as dt
import functools
import logging
import threading
from typing import Any

from certificates.content import CertificateContent
from certificates.rendering import holder, places
from certificates.rendering.compiled import apart, recipe, sentinels, shaping
from certificates.rendering.compiled.assembling import Assembly
from certificates.rendering.compiled.form import Form
from certificates.rendering.compiled.refusals import NeedsFullRenderError, NotCompilableError
from certificates.rendering.compiled.sentinels import Shape
from certificates.rendering.compiled.store import FormStore
from certificates.rendering.compiled.writing import Sealing, Writer, write
from certificates.rendering.design import Design
from certificates.rendering.holder import HolderTexts
from certificates.rendering.seal import Seal

logger = logging.getLogger(__name__)

# A form with its assemblies takes about 300 KB.
KEPT_FORMS = 64
_SHARED = tuple(
    field.name
    for field in dataclasses.fields(CertificateContent)
    if field.name not in holder.FIELDS
)
_Key = tuple[Any, ...]


class LoadedForm:
    """A form in this process, ready to write certificates."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.writer = Writer(form)

    @functools.lru_cache(maxsize=4)  # noqa: B019 -- lives as long as the form
    def assembly(self, *, has_credential: bool, has_seal: bool) -> Assembly:
        """Return what opens certificates of this kind."""
        return Assembly(self.form, has_credential=has_credential, has_seal=has_seal)


class _Loaded:
    """The forms that this process used last, and the shapes that cannot be compiled."""

    def __init__(self) -> None:
        self._forms: collections.OrderedDict[_Key, LoadedForm | NotCompilableError] = (
            collections.OrderedDict()
        )
        self._lock = threading.Lock()

    def get(self, key: _Key) -> LoadedForm | NotCompilableError | None:
        found = self._forms.get(key)
        if found is not None:
            with self._lock:
                self._forms.move_to_end(key)
        return found

    def keep(self, key: _Key, found: LoadedForm | NotCompilableError) -> None:
        with self._lock:
            self._forms[key] = found
            while len(self._forms) > KEPT_FORMS:
                self._forms.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._forms.clear()


_loaded = _Loaded()


def forget_forms() -> None:
    """Make this process load its forms again."""
    _loaded.clear()


def render(
    content: CertificateContent,
    *,
    design: Design,
    forms: FormStore,
    credential: str | None,
    seal: Seal | None,
    sealed_at: dt.datetime | None,
) -> bytes:
    """Return the digital certificate from its form, the same bytes in any process.

    Raises ``NeedsFullRenderError`` when it has to be typeset in full, and ``NotPrintableError``
    when that would not help either.
    """
    holds = holder_of(content)
    loaded = form_for(content, holds, design=design, forms=forms)
    sealing = Sealing(seal=seal, at=sealed_at) if seal and sealed_at else None
    return write(
        loaded.assembly(has_credential=credential is not None, has_seal=sealing is not None),
        loaded.writer,
        content,
        holds,
        credential=credential,
        sealing=sealing,
    )


def holder_of(content: CertificateContent) -> HolderTexts:
    """Return the holder's texts of a content whose name has its place on every paper."""
    name = content.holder_name
    if not name or not places.OVERPRINT["holder_name"].fit(name):
        raise NeedsFullRenderError("the name is not for every paper")
    try:
        return holder.texts(content)
    except ValueError as error:
        raise NeedsFullRenderError(str(error)) from error


def form_for(
    content: CertificateContent, holds: HolderTexts, *, design: Design, forms: FormStore
) -> LoadedForm:
    """Return the form for a content: from this process, from the store, or compiled now."""
    shape = sentinels.shape_of(content, holds, design)
    key = (forms, design, shape, tuple([getattr(content, name) for name in _SHARED]))
    found = _loaded.get(key)
    if found is None:
        found = _loaded_or_compiled(content, shape, design, forms)
        _loaded.keep(key, found)
    if isinstance(found, NotCompilableError):
        raise NeedsFullRenderError(str(found)) from found
    return found


def _loaded_or_compiled(
    content: CertificateContent, shape: Shape, design: Design, forms: FormStore
) -> LoadedForm | NotCompilableError:
    try:
        key = recipe.key(content, shape, design)
        form = forms.load(key)
        if form is None:
            form = _compiled_apart(content, key, design) if forms.compiles_apart else None
            form = form or _compiled_here(content, shape, design)
            forms.save(form)
        _check_fonts(form)
    except NotCompilableError as error:
        logger.warning("a certificate's form cannot be compiled: %s", error)
        return error
    return LoadedForm(form)


def _compiled_apart(content: CertificateContent, key: str, design: Design) -> Form | None:
    """Return the form from the process beside this one, None when that has another or none."""
    try:
        form = apart.compile_form(content, design=design)
    except apart.NoAnswerError:
        logger.warning("the process that compiles forms does not answer")
        return None
    # Another key: the program was updated since this process began.
    return form if form.key == key else None


def _compiled_here(content: CertificateContent, shape: Shape, design: Design) -> Form:
    # Only now, so that a process whose forms are all there never loads WeasyPrint.
    from certificates.rendering.compiled import compiling  # noqa: PLC0415 -- see above

    return compiling.compile_form(content, shape=shape, design=design)


def _check_fonts(form: Form) -> None:
    for font in form.fonts:
        if shaping.file_sha256(font.file) != font.sha256:
            raise NotCompilableError(f"the font file {font.file} is not the form's")
