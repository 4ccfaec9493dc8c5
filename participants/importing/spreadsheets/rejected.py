"""The rows that were left out, as they stood in the file, to be repaired and imported later."""

from collections.abc import Mapping, Sequence

from participants.importing.checking import Checked, Outcome
from participants.importing.sheets import Row
from participants.importing.spreadsheets.writing import text_workbook

_REASON = "Alasan"
_WIDTH = 22


def rejected_rows(checked: Checked) -> bytes:
    """Write skipped and open rows with the reason for each; cells hold the file's text.

    A formula of the file is written as text and stays text.
    """
    reasons = _reasons(checked)
    columns = checked.table.columns
    with text_workbook() as (book, text, stream):
        sheet = book.add_worksheet("Tidak diimpor")
        head = book.add_format({"bold": True, "num_format": "@"})
        titles = ["Baris", *(column.header or column.letter for column in columns), _REASON]
        for place, title in enumerate(titles):
            sheet.set_column(place, place, _WIDTH, text)
            sheet.write_string(0, place, title, head)
        rows = [row for row in checked.table.rows if row.number in reasons]
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(_values(row, reasons, [c.index for c in columns])):
                sheet.write_string(line, place, value, text)
    return stream.getvalue()


def _values(row: Row, reasons: Mapping[int, str], columns: Sequence[int]) -> list[str]:
    cells = [row.cell(column).text for column in columns]
    return [str(row.number), *cells, reasons[row.number]]


def _reasons(checked: Checked) -> dict[int, str]:
    reasons = {}
    for row in checked.rows:
        if row.outcome in {Outcome.SKIP, Outcome.OPEN}:
            titles = dict.fromkeys(issue.cause.text.title for issue in row.issues)
            reasons[row.number] = "; ".join(titles) or "Dilewati"
    for other in checked.others:
        reasons[other.number] = f"Bukan orang: {other.reason.label}"
    return reasons
