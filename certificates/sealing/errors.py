"""The refusal of this room."""


class SealError(Exception):
    """A key, a chain or a time stamp cannot be used; the Indonesian sentence says what to do."""
