"""Whether two revisions of a file say the same: everything but signature fields is equal.

pyHanko's own comparison expects the older revision to have a form already, which a certificate that
was never signed does not. This one walks both object trees side by side from the catalog.
"""

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

# What signing adds or renews in the catalog. None of it is printed or opened.
SIGNERS_OWN = frozenset({"/AcroForm", "/Perms", "/DSS", "/Extensions", "/Version", "/Metadata"})
FORM_KEYS = frozenset({"/Fields", "/SigFlags", "/DA", "/DR"})
STREAM_LENGTH = "/Length"
ANNOTATIONS = "/Annots"


class _Comparison:
    """Walks two trees; a pair of objects that was begun is not begun again (pages name parents)."""

    def __init__(self) -> None:
        self._begun: set[tuple[Any, Any]] = set()

    def same(self, old: Any, new: Any) -> bool:
        if isinstance(old, generic.IndirectObject) and isinstance(new, generic.IndirectObject):
            pair = (old.reference, new.reference)
            if pair in self._begun:
                return True
            self._begun.add(pair)
        old, new = _resolved(old), _resolved(new)
        if isinstance(old, generic.DictionaryObject) and isinstance(new, generic.DictionaryObject):
            return self._same_dictionaries(old, new)
        if isinstance(old, generic.ArrayObject) and isinstance(new, generic.ArrayObject):
            return len(old) == len(new) and all(
                self.same(_raw(old, place), _raw(new, place)) for place in range(len(old))
            )
        return bool(type(old) is type(new) and old == new)

    def _same_dictionaries(self, old: Any, new: Any) -> bool:
        is_stream = isinstance(old, generic.StreamObject)
        if is_stream != isinstance(new, generic.StreamObject):
            return False
        if is_stream and old.encoded_data != new.encoded_data:
            return False
        besides = {STREAM_LENGTH} if is_stream else set()
        if _value(old, "/Type") == "/Page":
            besides = {ANNOTATIONS}
            if not self._adds_only_signatures(old, new):
                return False
        return self.same_besides(old, new, besides)

    def same_besides(self, old: Any, new: Any, besides: set[str] | frozenset[str]) -> bool:
        """Compare two dictionaries, leaving some keys out."""
        keys = set(old) - besides
        return keys == set(new) - besides and all(
            self.same(_raw(old, key), _raw(new, key)) for key in keys
        )

    def _adds_only_signatures(self, old: Any, new: Any) -> bool:
        before, after = (_value(page, ANNOTATIONS, ()) for page in (old, new))
        added = range(len(before), len(after))
        return (
            len(after) >= len(before)
            and all(self.same(_raw(before, n), _raw(after, n)) for n in range(len(before)))
            and all(_is_signature_field(after[n]) for n in added)
        )


def _resolved(value: Any) -> Any:
    if isinstance(value, generic.IndirectObject):
        return value.get_object()  # type: ignore[no-untyped-call]
    return value


def _value(dictionary: Any, key: str, default: Any = None) -> Any:
    """Give the value itself; pyHanko's ``get`` gives the reference to it."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401 -- see above


def _raw(container: Any, key: Any) -> Any:
    return container.raw_get(key)


def _is_signature_field(field: Any) -> bool:
    field = _resolved(field)
    kind = _value(field, "/FT") or _value(_value(field, "/Parent", {}), "/FT")
    return bool(kind == "/Sig" and "/AA" not in field and "/A" not in field)


def says_the_same(before: PdfFileReader, after: PdfFileReader) -> bool:
    """Tell whether ``after`` is ``before`` with nothing but signatures added."""
    former, form = (_value(reader.root, "/AcroForm", {}) for reader in (before, after))
    return (
        not _value(former, "/Fields")
        and set(form) <= FORM_KEYS
        and all(_is_signature_field(field) for field in _value(form, "/Fields", ()))
        and _Comparison().same_besides(before.root, after.root, SIGNERS_OWN)
    )
