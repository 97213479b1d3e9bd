#!/usr/bin/env python
"""Run an administrative command of Connected Learning."""

import os
import sys
from pathlib import Path

# `site/` is a folder on the import path, never a package: Python's standard library owns the name.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
