"""Reads over several apps: the board, what waits for somebody, search."""

from desk.queries.board import Board, Cell, Row, agency_board, body_board, program_for
from desk.queries.finding import Findings, Found, find, find_nik
from desk.queries.running import Running, running_for
from desk.queries.waiting import Act, Waiting, waiting_for

__all__ = [
    "Act",
    "Board",
    "Cell",
    "Findings",
    "Found",
    "Row",
    "Running",
    "Waiting",
    "agency_board",
    "body_board",
    "find",
    "find_nik",
    "program_for",
    "running_for",
    "waiting_for",
]
