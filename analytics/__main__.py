"""Runs the commands: ``python -m analytics --help``."""

import gc

# A command begins by reading ten word lists, and nothing of what they become is ever garbage: looking for it after each
# 700 objects, as Python does, takes a tenth of a short command's time.
gc.set_threshold(50_000)

from analytics.cli import main  # noqa: E402 - after the line above, for the lists are read by imports too

if __name__ == "__main__":
    raise SystemExit(main())
