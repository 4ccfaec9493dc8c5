"""How much an imported file may hold (reliability notes E1 to E4; decisions, 21)."""

PACKED_BYTES = 5 * 1024 * 1024
UNPACKED_BYTES = 50 * 1024 * 1024
PARTS = 200
ROWS = 20_000
# Title rows above the table, signatures and notes below it come on top of the people.
SPARE_ROWS = 200
COLUMNS = 100
SHEETS = 20

# Of the child process that opens a workbook.
CHILD_MEMORY_BYTES = 700 * 1024 * 1024
CHILD_CPU_SECONDS = 20
CHILD_SECONDS = 30
CHILD_ANSWER_BYTES = 80 * 1024 * 1024
