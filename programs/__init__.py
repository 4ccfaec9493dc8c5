"""Agencies, bodies, standards, schemes, and the programs that run them."""
