"""The bytes of a batch: unpacked within bounds."""

import zlib

import zstandard

from cloud.problems import Problem

MOST_SENT_BYTES = 8 << 20
MOST_BATCH_BYTES = 32 << 20


def unpacked(sent: bytes, encoding: str | None) -> bytes:
    """The body as it was before its Content-Encoding. Raises Problem (400, 413, 415)."""
    match (encoding or "identity").strip().lower():
        case "identity":
            return sent
        case "gzip":
            return _gunzip(sent)
        case "zstd":
            return _unzstd(sent)
        case _:
            headers = {"accept-encoding": "gzip, zstd"}
            raise Problem(
                415, "Content-Encoding may be gzip or zstd.", field="content-encoding", headers=headers
            )


def _gunzip(sent: bytes) -> bytes:
    opener = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        body = opener.decompress(sent, MOST_BATCH_BYTES)
    except zlib.error as error:
        raise _broken("gzip") from error
    if opener.unconsumed_tail:
        raise _too_large()
    if not opener.eof or opener.unused_data:
        raise _broken("gzip")
    return body


def _unzstd(sent: bytes) -> bytes:
    try:
        # The window is memory that the sender asks for.
        opener = zstandard.ZstdDecompressor(max_window_size=8 << 20)
        with opener.stream_reader(sent, read_across_frames=False) as reader:
            body = reader.read(MOST_BATCH_BYTES + 1)
    except zstandard.ZstdError as error:
        raise _broken("zstd") from error
    if len(body) > MOST_BATCH_BYTES:
        raise _too_large()
    return body


def _broken(kind: str) -> Problem:
    return Problem(400, f"The body is no whole {kind} stream.", field="body")


def _too_large() -> Problem:
    return Problem(413, f"The body has more than {MOST_BATCH_BYTES} bytes when unpacked.", field="body")
