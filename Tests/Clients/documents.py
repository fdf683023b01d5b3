"""The vendors' schema documents, as `llm-comply` ships them, and what a value lacks by them."""

import functools
import json
import pathlib

import llm_comply
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_FOLDER = pathlib.Path(llm_comply.__file__).parent / "specs"


@functools.cache
def document(name):
    """One of `openai_chat`, `anthropic` and `openresponses`."""
    return Document(json.loads((_FOLDER / f"{name}.json").read_text()))


class Document:
    """An OpenAPI document whose named schemas judge values."""

    def __init__(self, contents):
        _allow_null(contents)
        resource = Resource(contents, DRAFT202012)
        self._schemas = contents["components"]["schemas"]
        self._registry = Registry().with_resource("document:", resource)
        self._validators = {}

    def faults(self, schema, value):
        """Every place where a value is not as the named schema wants it, as `path: reason`."""
        if schema not in self._validators:
            assert schema in self._schemas, f"the document has no {schema}"
            self._validators[schema] = Draft202012Validator(
                {"$ref": f"document:#/components/schemas/{schema}"}, registry=self._registry)
        return [fault for error in self._validators[schema].iter_errors(value) for fault in _faults(error)]


def _allow_null(schema):
    """Says OpenAPI 3.0's `nullable` in the words of JSON Schema."""
    if isinstance(schema, list):
        for element in schema:
            _allow_null(element)
    elif isinstance(schema, dict):
        for element in schema.values():
            _allow_null(element)
        if schema.get("nullable") is True:
            del schema["nullable"]
            alternatives = dict(schema)
            schema.clear()
            schema["anyOf"] = [alternatives, {"type": "null"}]


def _faults(error):
    """An error, or those of the alternative that was meant."""
    if error.context:
        branches = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        meant = [branch for branch in branches.values() if not any(map(_tells_apart, branch))]
        if meant:
            return [fault for inner in min(meant, key=len) for fault in _faults(inner)]
    return [f"{'.'.join(map(str, error.absolute_path)) or 'value'}: {_shortened(error.message)}"]


def _tells_apart(error):
    """Whether it is the kind of thing that differs, and not something about a thing of this kind."""
    relative = list(error.relative_path)
    return not relative and error.validator == "type" or (
        relative[-1:] in (["type"], ["object"]) and len(relative) == 1 and error.validator in ("const", "enum"))


def _shortened(message):
    return message if len(message) < 200 else message[:100] + " … " + message[-90:]
