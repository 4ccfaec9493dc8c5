"""Pages of sign-in, own account, organizations and their people."""
