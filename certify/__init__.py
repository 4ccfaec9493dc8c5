"""Canting: batik competency certification, from the list of names to the certificate."""
