"""A text column that the database only ever sees encrypted."""

from typing import Any

from django.db import models

from certify.privacy import keys


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Encrypts on the way in, decrypts on the way out; cannot be searched or ordered by."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt a non-empty value for the database."""
        value = super().get_prep_value(value)
        return keys.encrypt(value) if value else value

    def from_db_value(self, value: Any, *_: Any) -> Any:
        """Decrypt what the database gives back."""
        return keys.decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow only null and empty tests: the ciphertext differs on every write."""
        if lookup_name in {"isnull"}:
            return super().get_lookup(lookup_name)
        msg = f"encrypted column {self.name} cannot be searched by {lookup_name}; use its hash"
        raise TypeError(msg)
