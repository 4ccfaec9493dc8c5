"""The QR code on the front: the address where anybody checks the certificate."""

from collections.abc import Iterator

import segno

from certificates.rendering import motifs

SIDE_MM = 28


def matrix(address: str) -> tuple[bytearray, ...]:
    """Return the modules of the code, without its quiet zone, at error correction level Q.

    An address in capitals fits the alphanumeric mode, which makes the modules larger.
    """
    code = segno.make(address, error="q", boost_error=False, micro=False)
    return tuple(code.matrix)


def svg(address: str) -> str:
    """Return the code as SVG, 28 mm wide; the paper around it is its quiet zone."""
    modules = matrix(address)
    path = "".join(
        f"M{start} {y}.5h{length}"
        for y, line in enumerate(modules)
        for start, length in _dark_runs(line)
    )
    side = len(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{SIDE_MM}mm"'
        f' height="{SIDE_MM}mm"><path d="{path}" fill="none"'
        f' stroke="{motifs.INK}"/></svg>'
    )


def _dark_runs(line: bytearray) -> Iterator[tuple[int, int]]:
    start = None
    for x, dark in enumerate([*line, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None
