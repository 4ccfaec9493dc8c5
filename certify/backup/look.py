"""Run as a program: print what the database of the environment holds, as JSON."""

import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    from certify.backup import inventory

    sys.stdout.write(json.dumps({"taken": inventory.take(), "faults": inventory.faults()}))
