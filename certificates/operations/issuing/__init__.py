"""Issuing in three steps, so that a kill at any point loses and doubles nothing.

1. ``reserve``: one short transaction for up to fifty people. The counter row is locked, inside the
   lock it is asked who already has a certificate, numbers are taken, and what will be printed is
   frozen with its hash, code and event.
2. ``finish``, first half: the files are made from the frozen content alone and written durably.
3. ``finish``, second half: RESERVED becomes ISSUED with each file's hash, by compare and set.

Whatever stayed RESERVED is finished by asking again; rendering repeats to the byte
(reliability.md 2.1, Let's Encrypt's issuance cycle). Steps 2 and 3 of a large run are shared out
in parts, one job each, so that every worker takes its share.
"""

from certificates.operations.issuing.carrying import (
    Part,
    carry_out,
    finish_left_over,
    finish_part,
)
from certificates.operations.issuing.finishing import finish, finish_or_explain
from certificates.operations.issuing.reserving import create, reserve

__all__ = [
    "Part",
    "carry_out",
    "create",
    "finish",
    "finish_left_over",
    "finish_or_explain",
    "finish_part",
    "reserve",
]
