"""Runs the commands: ``python -m analytics --help``."""

import gc

# A command begins by reading ten word lists, and nothing of what they become is ever garbage: looking for it after each
# 700 objects, as Python does, takes a tenth of a short command's time.
gc.set_threshold(50_000)

try:
    from analytics.cli import main

    if __name__ == "__main__":
        raise SystemExit(main())
except ModuleNotFoundError as error:
    if (error.name or "").split(".")[0] == "analytics":
        raise  # a fault of ours, whose trace is wanted
    raise SystemExit(
        f"The package {error.name} is not installed for this Python. Run python3 run.py once, then activate .venv "
        "(see README, Commands)."
    ) from None
