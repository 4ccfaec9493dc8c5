"""Pages over everything: start page, board, search."""

from desk.views.board import board
from desk.views.search import ask, search
from desk.views.start import start

__all__ = ["ask", "board", "search", "start"]
