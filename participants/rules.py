"""Judgements on plain values: a portrait as the register keeps it."""

from certify.lib import pictures

# Twice what a certificate prints, 3 by 4 cm at 600 dots an inch: sharp, and no more than needed.
LARGEST_SIDE = 944


def portrait(raw: bytes) -> bytes:
    """Re-encode a portrait at the size of the register, without its metadata.

    Raises InvalidInputError as ``pictures.photograph``.
    """
    return pictures.photograph(raw, largest_side=LARGEST_SIDE)
