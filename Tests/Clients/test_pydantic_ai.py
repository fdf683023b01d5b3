"""`pydantic-ai`."""

import asyncio
import functools

import pytest
from pydantic import BaseModel
from pydantic_ai import Agent, Embedder, NativeOutput
from pydantic_ai.embeddings.openai import OpenAIEmbeddingModel
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider

from prompts import asking_for, asking_for_calls

MODELS = {
    "chat": lambda server: OpenAIChatModel(
        "gpt-4o-mini", provider=OpenAIProvider(base_url=server.openai, api_key="x")),
    "responses": lambda server: OpenAIResponsesModel(
        "gpt-4o-mini", provider=OpenAIProvider(base_url=server.openai, api_key="x")),
    "anthropic": lambda server: AnthropicModel(
        "claude-sonnet-4-5", provider=AnthropicProvider(base_url=server.anthropic, api_key="x")),
}


@functools.cache
def model_named(name, server):
    # Making a client takes longer than asking with it.
    return MODELS[name](server)


@pytest.fixture(params=MODELS)
def model(server, request):
    return model_named(request.param, server)


@pytest.fixture(scope="module")
def run():
    """Runs what is asynchronous, all in one loop: clients keep their connections in it."""
    with asyncio.Runner() as runner:
        yield runner.run


class Person(BaseModel):
    name: str
    age: int


def test_a_prompt_is_answered(run, model):
    result = run(Agent(model, instructions="Be brief.").run("hello"))
    assert "hello" in result.output
    assert result.usage.total_tokens > 0


def test_a_stream_is_read(run, model):
    async def read():
        async with Agent(model).run_stream("hello") as result:
            return "".join([text async for text in result.stream_text(delta=True)])

    assert "hello" in run(read())


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_a_tool_goes_round(run, model, server, streams):
    asked = []
    agent = Agent(model)

    @agent.tool_plain
    def get_weather(city: str) -> str:
        """The weather in a city."""
        asked.append(city)
        return f"{city} is sunny"

    async def ask(prompt):
        if not streams:
            return (await agent.run(prompt)).output
        async with agent.run_stream(prompt) as result:
            return await result.get_output()

    prompt = asking_for_calls(server.api, ("get_weather", {"city": "Paris"}), ("get_weather", {"city": "Rome"}))
    assert "sunny" in run(ask(prompt))
    assert sorted(asked) == ["Paris", "Rome"]


def test_an_answer_comes_as_a_call_of_a_tool(run, model, server):
    agent = Agent(model, output_type=Person)
    prompt = asking_for_calls(server.api, ("final_result", {"name": "Zoë", "age": 33}))
    assert run(agent.run(prompt)).output == Person(name="Zoë", age=33)


@pytest.mark.parametrize("name", ["chat", "responses"])
def test_an_answer_has_the_form_of_a_schema(run, server, name):
    agent = Agent(model_named(name, server), output_type=NativeOutput(Person))
    assert run(agent.run(asking_for({"name": "Zoë", "age": 33}))).output == Person(name="Zoë", age=33)


def test_texts_are_embedded(run, server):
    model = OpenAIEmbeddingModel(
        "text-embedding-3-small", provider=OpenAIProvider(base_url=server.openai, api_key="x"))
    result = run(Embedder(model).embed_documents(["one", "two"]))
    assert [len(vector) for vector in result.embeddings] == [1536, 1536]
