"""Rules about the source that no linter states. An exception is a line here, with its reason."""
