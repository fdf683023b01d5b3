"""`langchain-openai` and `langchain-anthropic`."""

import functools

import pytest
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel

from prompts import asking_for, asking_for_calls

MODELS = {
    "chat": lambda server: ChatOpenAI(
        model="gpt-4o-mini", base_url=server.openai, api_key="x", max_retries=0, stream_usage=True),
    "responses": lambda server: ChatOpenAI(
        model="gpt-4o-mini", base_url=server.openai, api_key="x", max_retries=0, use_responses_api=True),
    "anthropic": lambda server: ChatAnthropic(
        model="claude-sonnet-4-5", base_url=server.anthropic, api_key="x", max_retries=0, max_tokens=300),
}


@functools.cache
def model_named(name, server):
    # Making a client takes longer than asking with it.
    return MODELS[name](server)


@pytest.fixture(params=MODELS)
def model(server, request):
    return model_named(request.param, server)


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return f"{city} is sunny"


class Person(BaseModel):
    """Somebody."""

    name: str
    age: int


def test_a_prompt_is_answered(model):
    answer = model.invoke([("system", "Be brief."), ("human", "hello")])
    assert "hello" in answer.text
    assert answer.usage_metadata["total_tokens"] > 0


def test_a_stream_is_read(model):
    chunks = list(model.stream("hello"))
    whole = sum(chunks[1:], chunks[0])
    assert "hello" in whole.text
    assert whole.usage_metadata["total_tokens"] > 0


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_a_tool_goes_round(model, server, streams):
    bound = model.bind_tools([get_weather])
    messages = [HumanMessage(asking_for_calls(
        server.api, ("get_weather", {"city": "Paris"}), ("get_weather", {"city": "Rome"})))]
    if streams:
        chunks = list(bound.stream(messages))
        answer = sum(chunks[1:], chunks[0])
    else:
        answer = bound.invoke(messages)
    assert [call["args"] for call in answer.tool_calls] == [{"city": "Paris"}, {"city": "Rome"}]
    messages.append(AIMessage(content=answer.content, tool_calls=answer.tool_calls))
    messages += [get_weather.invoke(call) for call in answer.tool_calls]
    assert all(isinstance(message, ToolMessage) for message in messages[2:])
    assert "sunny" in bound.invoke(messages).text


def test_an_answer_has_the_form_of_a_schema(model, server):
    if isinstance(model, ChatAnthropic):
        prompt = asking_for_calls(server.api, ("Person", {"name": "Zoë", "age": 33}))
    else:
        prompt = asking_for({"name": "Zoë", "age": 33})
    assert model.with_structured_output(Person).invoke(prompt) == Person(name="Zoë", age=33)


def test_a_schema_may_be_a_tool(server):
    structured = model_named("chat", server).with_structured_output(Person, method="function_calling")
    prompt = asking_for_calls(server.api, ("Person", {"name": "Zoë", "age": 33}))
    assert structured.invoke(prompt) == Person(name="Zoë", age=33)


def test_tokens_are_counted(server):
    assert model_named("anthropic", server).get_num_tokens_from_messages([HumanMessage("hello")]) > 0


def test_texts_are_embedded(server):
    # Without the setting it sends tokens, which no model of the org reads; the refusal names it.
    embeddings = OpenAIEmbeddings(
        model="text-embedding-3-small", base_url=server.openai, api_key="x", check_embedding_ctx_length=False)
    vectors = embeddings.embed_documents([f"text {number}" for number in range(40)])
    assert [len(vector) for vector in vectors] == [1536] * 40
    assert embeddings.embed_query("text 7") == pytest.approx(vectors[7])
