"""The suite of `llm-comply`: each of its cases, with each format that the server speaks."""

import dataclasses

import pytest
from llm_comply.cli import _SPEC_FILES, _build_parser
from llm_comply.config import ComplianceConfig
from llm_comply.runner import TestRunner as Runner
from llm_comply.schema import _SPECS_DIR, SpecLoader
from llm_comply.tests import get_tests

from prompts import asking_for_calls

FORMATS = {
    "open-responses": ["/v1", "gpt-4o-mini"],
    "openai-chat": ["/v1", "gpt-4o-mini"],
    "anthropic": ["/anthropic/v1", "claude-sonnet-4-5", "--auth-header", "x-api-key", "--no-bearer",
                  "-H", "anthropic-version:2023-06-01"],
}
CASES = [(form, case) for form in FORMATS for case in get_tests(form)]

# What the suite itself calls advice, and why it is not taken.
ADVICE = {
    "compact-response": "the model's upstream has no compaction: 404, which the suite allows",
    "anth-thinking-display": "the emulated model thinks nothing",
    "chat-reasoning-summary": "the emulated model thinks nothing",
}
# They send no model and want a 400; this server answers with its own model.
WITHOUT_MODEL = ["error-handling", "chat-error-handling"]
# The Models REST API takes text alone; what has a picture is refused.
PICTURES = ["image-input", "chat-image-input", "anth-image-input"]


@pytest.mark.parametrize("form, case", CASES, ids=[f"{form}-{case.id}" for form, case in CASES])
def test_nothing_is_found(server, form, case):
    result = run(server, form, case)
    if server.api == "models" and case.id in PICTURES:
        assert result.errors[0] == "HTTP 400 (expected [200])"
        assert "image" in str(result.response)
        return
    if case.id in WITHOUT_MODEL:
        assert result.errors == ["HTTP 200 (expected [400, 422])"]
        return
    assert not result.errors, "\n".join(result.errors)
    assert (result.status.name, result.warnings if case.id not in ADVICE else []) == ("PASSED", [])


def run(server, form, case):
    path, model, *options = FORMATS[form]
    if "reasoning" in case.id:
        model = "gpt-5"
    arguments = _build_parser().parse_args(
        ["-u", server.address + path, "-k", "x", "-m", model, "--format", form, "-v", *options])
    specification = SpecLoader(str(_SPECS_DIR / _SPEC_FILES[form]))
    return Runner(ComplianceConfig.from_args(arguments), [], specification).run_one(answerable(server, case))


def answerable(server, case):
    """A case whose prompt makes the emulated model call a tool, where it has none and only words can make it."""
    if server.api != "models" or "tool-calling" not in case.id:
        return case
    prompt = asking_for_calls("models", ("get_weather", {"location": "San Francisco"}))

    def build(config):
        body = case.build_request(config)
        (body.get("input") or body["messages"])[0]["content"] = prompt
        return body

    return dataclasses.replace(case, build_request=build)
