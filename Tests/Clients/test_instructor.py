"""`instructor`: answers as objects."""

import functools
from collections.abc import Iterable

import anthropic
import instructor
import openai
import pytest
from pydantic import BaseModel

from prompts import asking_for, asking_for_calls


class Person(BaseModel):
    name: str
    age: int


ZOE = {"name": "Zoë", "age": 33}


@functools.cache
def openai_client(server, mode):
    return instructor.from_openai(openai.OpenAI(base_url=server.openai, api_key="x", max_retries=0), mode=mode)


@functools.cache
def anthropic_client(server, mode):
    client = anthropic.Anthropic(base_url=server.anthropic, api_key="x", max_retries=0)
    return instructor.from_anthropic(client, mode=mode)


def said(prompt):
    return [{"role": "user", "content": prompt}]


def as_call(server, streams):
    # What comes in pieces is a tool of its own.
    return asking_for_calls(server.api, ("PartialPerson" if streams else "Person", ZOE))


@pytest.mark.parametrize("mode", [instructor.Mode.TOOLS, instructor.Mode.JSON, instructor.Mode.JSON_SCHEMA])
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_openais_answers_are_objects(server, mode, streams):
    client = openai_client(server, mode)
    prompt = as_call(server, streams) if mode == instructor.Mode.TOOLS else asking_for(ZOE)
    request = {"model": "gpt-4o-mini", "response_model": Person, "messages": said(prompt), "max_retries": 0}
    if streams:
        *_, person = client.chat.completions.create_partial(**request)
        assert person.model_dump() == ZOE
    else:
        assert client.chat.completions.create(**request).model_dump() == ZOE


@pytest.mark.parametrize("mode", [instructor.Mode.ANTHROPIC_TOOLS, instructor.Mode.ANTHROPIC_JSON])
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_anthropics_answers_are_objects(server, mode, streams):
    client = anthropic_client(server, mode)
    prompt = as_call(server, streams) if mode == instructor.Mode.ANTHROPIC_TOOLS else asking_for(ZOE)
    request = {"model": "claude-sonnet-4-5", "response_model": Person, "messages": said(prompt), "max_tokens": 300,
               "max_retries": 0}
    if streams:
        *_, person = client.messages.create_partial(**request)
        assert person.model_dump() == ZOE
    else:
        assert client.messages.create(**request).model_dump() == ZOE


def test_several_objects_come_as_parallel_calls(server):
    client = openai_client(server, instructor.Mode.PARALLEL_TOOLS)
    prompt = asking_for_calls(server.api, ("Person", ZOE), ("Person", ZOE | {"name": "Ann"}))
    people = client.chat.completions.create(
        model="gpt-4o-mini", response_model=Iterable[Person], messages=said(prompt), max_retries=0)
    assert [person.name for person in people] == ["Zoë", "Ann"]


def test_a_plain_prompt_passes_through(server):
    client = openai_client(server, instructor.Mode.TOOLS)
    completion = client.chat.completions.create(model="gpt-4o-mini", response_model=None, messages=said("hello"))
    assert "hello" in completion.choices[0].message.content
