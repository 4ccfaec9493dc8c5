"""Other people's programs that decide whether what Canting makes is right."""
