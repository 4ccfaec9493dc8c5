"""The import from upload to undo: all or nothing, repeatable, and gone when it is thrown away."""
