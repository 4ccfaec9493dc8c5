"""Identity numbers at rest: encrypted with rotating keys, found by a keyed hash."""
