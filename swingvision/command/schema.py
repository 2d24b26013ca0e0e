"""The JSON Schema of what `analyze --json` prints; `python -m swingvision.command.schema` prints it."""

import json

from swingvision.report import ClipReport


def schema_text() -> str:
    """The published document: it changes only with swingvision.report."""
    schema = ClipReport.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "SwingVision clip report"}
    return (
        json.dumps({**head, **{key: value for key, value in schema.items() if key != "title"}}, indent=2)
        + "\n"
    )


if __name__ == "__main__":
    print(schema_text(), end="")
