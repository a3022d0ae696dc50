"""Runs the commands: ``python -m analytics --help``."""

from analytics.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
