"""The two ways in which a compiled form says no."""


class NeedsFullRenderError(Exception):
    """This certificate cannot be set exactly by its form; the full way can."""


class NotCompilableError(Exception):
    """This template has something that no form can hold; the message says what and where."""
