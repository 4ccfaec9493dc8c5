"""What a stranger asks: is this certificate genuine, is this file the one that was issued."""

from certificates.views.verification.pages import (
    send_file,
    verify,
    verify_file,
    verify_form,
    verify_hash,
)

__all__ = ["send_file", "verify", "verify_file", "verify_form", "verify_hash"]
