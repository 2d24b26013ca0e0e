"""The table of metrics as JSON, as the pages take it: `python -m swingvision.command.metric_json`."""

import dataclasses
import json

from swingvision.metric_table import METRICS

# What a page tells of a metric besides its value.
TOLD = ("group", "title", "unit", "unit_down_the_line", "views", "band")


def told() -> str:
    rows = {name: dataclasses.asdict(facts) for name, facts in METRICS.items()}
    return json.dumps({name: {key: row[key] for key in TOLD} for name, row in rows.items()}, indent=2)


if __name__ == "__main__":
    print(told())
