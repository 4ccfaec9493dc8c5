"""Certificates from compiled forms: WeasyPrint once for a scheme, a few strings for each holder.

The page of a certificate differs from the next in a dozen lines, a QR code, a photograph and the
dots of one strip. `compiling` has WeasyPrint typeset a page whose holder does not exist, watches it
(`recording`), and keeps all the rest as finished PDF objects: a *form* (`form`), stored as data
under the hash of what it was made of (`recipe`, `codec`, `store`). `engine` finds the form for a
content, and `writing` adds what is the holder's: lines (`overlay`, `shaping`), QR code
(`qr_table`), drawings (`pictures`), photograph (`jpeg`), and the seal's place in the file.

Whatever a form cannot set exactly raises ``NeedsFullRenderError`` and is typeset in full. That the
two ways look the same is asked of every form when it is compiled (`agreement`), of every design
before it is used (`gate`), and of hundreds of names in the tests. ADR 0110 has the reasons.
"""

from certificates.rendering.compiled.refusals import NeedsFullRenderError, NotCompilableError
from certificates.rendering.compiled.store import FormStore

__all__ = ["FormStore", "NeedsFullRenderError", "NotCompilableError"]
