"""From the assignment of an assessor to the decree that makes a decision effective."""
