"""The board of a program: one row a person, in a fixed number of queries however many there are."""

from desk.queries.board.cells import Cell
from desk.queries.board.rows import Board, Row
from desk.queries.board.sides import agency_board, body_board, program_for

__all__ = [
    "Board",
    "Cell",
    "Row",
    "agency_board",
    "body_board",
    "program_for",
]
