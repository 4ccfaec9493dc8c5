"""Pages over everything: start page, board, search."""
