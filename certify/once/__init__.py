"""A double submit acts once: ``@changes`` on the view, ``{% once %}`` in its form."""
