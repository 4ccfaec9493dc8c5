"""What was issued stays: masters change, the certificate does not; the database refuses by itself.

Each module has its control, in which the same test must notice something.
"""
