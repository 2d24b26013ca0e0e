"""JSON that means one thing: no key twice, no NaN, not too deep."""

import json
from collections.abc import Callable
from typing import Any

import jiter
from fastapi import Request, Response
from fastapi.routing import APIRoute


def parse(text: str | bytes) -> Any:
    """Raises json.JSONDecodeError, which says what is wrong."""
    try:
        said = text.encode() if isinstance(text, str) else text
        return jiter.from_json(said, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError:
        return _slowly(text)


def _slowly(text: str | bytes) -> Any:
    """What the fast reader refuses is read once more: this one's words are better."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError:
        raise
    except _Refused as error:
        raise json.JSONDecodeError(str(error), "", 0) from error
    except RecursionError as error:
        raise json.JSONDecodeError("nested too deep", "", 0) from error
    except (ValueError, UnicodeError) as error:
        raise json.JSONDecodeError("not JSON in UTF-8, or a number too long", "", 0) from error


class _Refused(Exception):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Refused(f"the key {twice[:60]!r} is there twice")
    return made


def _constant(name: str) -> None:
    raise _Refused(f"{name} is no JSON number")


class _StrictRequest(Request):
    async def json(self) -> Any:
        return parse(await self.body())


class StrictRoute(APIRoute):
    """A route whose JSON bodies are parsed by `parse`."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        handler = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handler(_StrictRequest(request.scope, request.receive))

        return strict
