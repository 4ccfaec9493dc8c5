"""The stranger meets the same stage as the tests of certificates."""

from tests.certificates.conftest import stage

__all__ = ["stage"]
