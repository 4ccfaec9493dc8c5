"""Workbooks we give out: every cell is text, nothing that Excel would compute (reliability E10)."""

from participants.importing.spreadsheets.rejected import rejected_rows
from participants.importing.spreadsheets.template import template

__all__ = ["rejected_rows", "template"]
