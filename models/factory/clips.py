"""Clips of golf swings whose events are known: what a model has to get right in the end."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from models.factory.fetch import RecipeError

LISTING = "golf-clips.json"


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Swing(Entry):
    """events: from which frame to which each is right. tempo: likewise of the ratio, None where not known.

    impact_frame: by which a told swing is taken for this one.
    """

    impact_frame: float
    events: dict[str, tuple[float, float]]
    tempo: tuple[float, float] | None


class Clip(Entry):
    """kind: whom it shows, in words."""

    name: str
    kind: str
    path: Path
    swings: list[Swing]


class Clips(Entry):
    """skipped: kinds of clips that are not here, and why."""

    clips: list[Clip]
    skipped: list[str]


def read_clips(path: Path) -> Clips:
    """Raises RecipeError when the listing is not there or is not what tests.accuracy.recipe_clips writes."""
    try:
        return Clips.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise RecipeError(
            f"{path}: expected a listing of clips, found no such file; make models writes it"
        ) from None
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise RecipeError(
            f"{path}: expected a listing of clips, found at {where}: {error.errors()[0]['msg']}"
        ) from None
