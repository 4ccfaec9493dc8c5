"""Every change to accounts, roles and organizations."""
