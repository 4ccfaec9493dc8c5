"""People, their enrollments in programs, and their applications to a body."""
