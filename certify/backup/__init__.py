"""A backup one can trust: database, files, and a manifest against which every byte is checked."""
