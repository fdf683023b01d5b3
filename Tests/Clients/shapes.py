"""Compares what the server wrote with the shapes of the official SDKs, field by field."""

import functools
import json

from pydantic import BaseModel, TypeAdapter


def read(kind, data, beyond=()):
    """Reads JSON as an official type: every field must be there and fit, and none be unknown but those named.

    `beyond` holds paths like `data[].name`, where `[]` is any place in an array.
    """
    value = _adapter(kind).validate_json(json.dumps(data), strict=True)
    assert sorted(set(_unknown(value))) == sorted(beyond)
    return value


@functools.cache
def _adapter(kind):
    return TypeAdapter(kind)


def _unknown(value, path=""):
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield _join(path, name)
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name), _join(path, name))
    elif isinstance(value, list):
        for element in value:
            yield from _unknown(element, path + "[]")


def _join(path, name):
    return f"{path}.{name}" if path else name


class Like:
    """Stands in an expected value for whatever fits."""

    def __init__(self, words, fits):
        self._words = words
        self._fits = fits

    def __eq__(self, other):
        return bool(self._fits(other))

    def __repr__(self):
        return f"<{self._words}>"


def an_id(prefix):
    return Like(f"id {prefix}…", lambda value: isinstance(value, str) and value.startswith(prefix)
                and len(value) >= len(prefix) + 8)


def containing(text):
    return Like(f"text with {text!r}", lambda value: isinstance(value, str) and text in value)


def json_of(value):
    return Like(f"JSON of {value}", lambda text: json.loads(text) == value)


COUNT = Like("positive count", lambda value: type(value) is int and value > 0)
SECONDS = Like("time in seconds", lambda value: type(value) is int and 1_500_000_000 < value < 4_000_000_000)


def server_sent_events(text):
    """The events of a stream, as pairs of name and data; the framing is what parsers of every kind can read."""
    assert text.endswith("\n\n") and "\r" not in text
    return [_event(block) for block in text.removesuffix("\n\n").split("\n\n")]


def _event(block):
    fields = [line.split(": ", 1) for line in block.split("\n")]
    names = [name for name, _ in fields]
    assert names in (["data"], ["event", "data"]), block
    data = fields[-1][1]
    return fields[0][1] if len(fields) == 2 else None, data if data == "[DONE]" else json.loads(data)
