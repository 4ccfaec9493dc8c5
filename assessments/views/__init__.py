"""Pages of assessments, panels and decrees."""
