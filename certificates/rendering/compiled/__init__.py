"""Certificates from compiled forms."""
