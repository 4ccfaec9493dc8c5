"""Plain Python that any room may use; imports no Django and no app."""
