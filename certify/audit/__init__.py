"""The trail: every change leaves exactly one event, in the change's own transaction."""
