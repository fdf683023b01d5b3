"""Requests that `schemathesis` makes up from the vendors' documents: none breaks the server, all answers fit."""

import json
import pathlib
import subprocess
import sys

import llm_comply
import pytest

SPECIFICATIONS = pathlib.Path(llm_comply.__file__).parent / "specs"
ANTHROPIC = ["-H", "anthropic-version:2023-06-01", "-H", "x-api-key:x"]
# The document, what is under test of it, where that is, its options and a model that answers.
DOCUMENTS = {
    "openai_chat": (
        ["/chat/completions", "/completions", "/embeddings", "/models", "/models/{model}", "/responses",
         "/responses/{response_id}", "/responses/{response_id}/input_items"], "/v1", [], "gpt-4o-mini"),
    "openresponses": (["/responses", "/responses/compact"], "/v1", [], "gpt-4o-mini"),
    "anthropic": (
        ["/v1/messages", "/v1/messages/count_tokens", "/v1/models", "/v1/models/{model_id}"], "/anthropic", ANTHROPIC,
        "claude-sonnet-4-5"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_found(server, name, tmp_path):
    paths, base, options, model = DOCUMENTS[name]
    document = tmp_path / "document.json"
    document.write_text(json.dumps(cut(json.loads((SPECIFICATIONS / f"{name}.json").read_text()), paths, model)))
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", str(document), "--url", server.address + base,
        "--checks", "not_a_server_error,response_schema_conformance,content_type_conformance",
        "--phases", "examples,fuzzing", "--max-examples", "20", "--generation-deterministic", "--no-shrink",
        "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off", "--no-color", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def cut(document, paths, model):
    """A document of these paths alone, whose requests name a model that there is."""
    document["paths"] = {path: document["paths"][path] for path in paths}
    for name in ("servers", "security"):
        document.pop(name, None)
    drop_examples(document["components"]["schemas"])
    if "delete" in document["paths"].get("/responses/{response_id}", {}):
        # The document says here what is inside of an error, which is not what the original answers.
        missing = document["paths"]["/responses/{response_id}"]["delete"]["responses"]["404"]["content"]
        missing["application/json"]["schema"] = {"$ref": "#/components/schemas/ErrorResponse"}
    for part in document["components"]["schemas"].get("CreateResponse", {}).get("allOf", []):
        if "stream" in part.get("properties", {}):
            # The tool does not know what is nullable in a stream's events; test_conformance_schemas.py judges each of them.
            part["properties"]["stream"] = {"enum": [False]}
    for operation in (operation for path in document["paths"].values() for operation in path.values()):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            settle_model(document, content["schema"], model)
            names = required(document, content["schema"])
            if "messages" in names:
                # What is made up is hardly ever a conversation.
                conversation = {"model": model, "messages": [{"role": "user", "content": "hello"}]}
                content["example"] = conversation | ({"max_tokens": 50} if "max_tokens" in names else {})
    return document


def settle_model(document, schema, model):
    """Makes a request's schema allow one model alone."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for part in schema.get("allOf", []):
        settle_model(document, part, model)
    if "model" in schema.get("properties", {}):
        schema["properties"]["model"] = {"enum": [model]}


def required(document, schema):
    """The names that a request's schema requires."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    parts = [name for part in schema.get("allOf", []) for name in required(document, part)]
    return [*schema.get("required", []), *parts]


def drop_examples(schema):
    """Takes the parts' examples away, which take longer to combine than all the rest takes."""
    if isinstance(schema, list):
        for element in schema:
            drop_examples(element)
    elif isinstance(schema, dict):
        for name in ("example", "examples"):
            if not isinstance(schema.get(name), dict) or "type" not in schema[name]:
                schema.pop(name, None)
        for element in schema.values():
            drop_examples(element)
