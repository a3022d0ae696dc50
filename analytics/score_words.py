"""Says a quote's stance and tone in words, a person's label apart from the machine's: for pages and the report."""

from __future__ import annotations

import json

from analytics.charts import signed
from analytics.schema import Row


def corrected_columns(row: Row) -> list[str]:
    """Give the columns that a person corrected.

    Example:
        >>> corrected_columns({"corrected": '["actor"]'}), corrected_columns({"corrected": ""})
        (['actor'], [])
    """
    return [str(column) for column in json.loads(row["corrected"])] if row["corrected"] else []


def stance_words(row: Row) -> str:
    """Say a quote's stance, by its label: '+0.42 hawkish', '+0.04 neutral'; "" when there is none.

    The score beside a label that a person set is no score of that label, and is left out.

    Example:
        >>> row = {"stance": -0.31, "stance_label": "hawkish", "corrected": '["stance_label"]'}
        >>> stance_words(row), stance_words(row | {"stance_label": "dovish", "corrected": ""})
        ('hawkish (by hand)', '−0.31 dovish')
    """
    if "stance_label" in corrected_columns(row):
        return "" if row["stance_label"] in ("none", "") else f"{row['stance_label']} (by hand)"
    return "" if row["stance"] is None else f"{signed(row['stance'])} {row['stance_label']}"


def tone_words(row: Row) -> str:
    """Say a quote's tone, by its label: '−0.31 negative'; "" when there is none."""
    return "" if row["tone"] is None else f"{signed(row['tone'])} {row['tone_label']}"
