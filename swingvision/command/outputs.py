"""Where results go: looked at before the work begins, written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

import click


def check_outputs(outputs: dict[str, Path | None], clips: tuple[Path, ...]) -> None:
    """Refuse an output that cannot be written, stands for two, or would overwrite a clip.

    outputs: the option's name to its path, None where it was not given. Raises click.UsageError.
    """
    taken = {os.path.realpath(clip): f"the clip {clip}" for clip in clips}
    for option, path in outputs.items():
        if path is None:
            continue
        real = os.path.realpath(path)
        if real in taken:
            raise click.UsageError(f"{option} {path} would overwrite {taken[real]}; name another file.")
        taken[real] = f"what {option} writes"
        check_writable(option, path)


def check_writable(option: str, path: Path) -> None:
    folder = path.parent
    if path.is_dir():
        raise click.UsageError(f"{option} {path} is a folder; name a file in it.")
    if not folder.is_dir():
        raise click.UsageError(f"{option} {path}: there is no folder {folder}; make it first.")
    if path.exists() and not path.is_file():
        raise click.UsageError(f"{option} {path} is not a file; name one.")
    try:
        NamedTemporaryFile(dir=folder, prefix=".swingvision-").close()
    except OSError as error:
        raise click.UsageError(f"{option} {path}: {folder} cannot be written ({error.strerror}).") from None


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yields a path beside `path` to write to; it takes the name only when all went well.

    Raises click.ClickException when it cannot be written.
    """
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=".swingvision-", suffix=path.suffix, delete=False
        ) as file:
            made = Path(file.name)
        try:
            yield made
            made.chmod(0o666 & ~current_umask())
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(f"{path} could not be written ({error.strerror or error}).") from error


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
