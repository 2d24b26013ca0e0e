"""A table in a page of the docs, in place of the one before."""

from collections.abc import Sequence
from pathlib import Path


def write_block(
    page: Path, name: str, words: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Between the page's marks `<!-- name -->` and `<!-- /name -->`. Raises ValueError without them."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = page.read_text().partition(begin)
    _, found_end, after = rest.partition(end)
    if not found or not found_end:
        raise ValueError(f"{page}: expected {begin} and {end}")
    lines = [f"| {' | '.join(cells)} |" for cells in (columns, ["---"] * len(columns), *rows)]
    page.write_text("\n".join([f"{before}{begin}", words, "", *lines, f"{end}{after}"]))
