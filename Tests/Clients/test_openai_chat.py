"""OpenAI's SDK: chats, streams, tools, forms, completions, models."""

import asyncio
import json

import openai
import pydantic
import pytest
from openai.types import Completion, Model
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from prompts import UNICODE, WEATHER, asking_for, asking_for_calls
from shapes import COUNT, SECONDS, an_id, containing, json_of, read, server_sent_events

MODEL = "gpt-4o-mini"
TOOL = {"type": "function", "function": {
    "name": "get_weather", "description": "The weather in a city", "parameters": WEATHER}}


@pytest.fixture(scope="module")
def client(server):
    with openai.OpenAI(base_url=server.openai, api_key="x", max_retries=0) as client:
        yield client


def said(text):
    return [{"role": "user", "content": text}]


def post(server, path, body):
    return server.http.post("/v1" + path, json=body)


# The shapes.

def test_a_completion_has_every_field_of_the_documents_and_no_other(server):
    answer = post(server, "/chat/completions", {"model": MODEL, "messages": said("hello")}).json()
    read(ChatCompletion, answer)
    usage = answer["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]
    assert answer["choices"] == [{
        "index": 0, "finish_reason": "stop", "logprobs": None,
        "message": {"role": "assistant", "content": containing("hello"), "refusal": None, "annotations": []},
    }]
    assert (answer["id"], answer["object"], answer["created"]) == (an_id("chatcmpl-"), "chat.completion", SECONDS)
    assert (usage["prompt_tokens"], usage["completion_tokens"]) == (COUNT, COUNT)


def test_a_call_has_every_field_of_the_documents_and_no_other(server):
    prompt = asking_for_calls(server.api, ("get_weather", {"city": "Paris"}))
    answer = post(server, "/chat/completions", {"model": MODEL, "messages": said(prompt), "tools": [TOOL]}).json()
    read(ChatCompletion, answer)
    choice = answer["choices"][0]
    assert choice["finish_reason"] == "tool_calls"
    assert choice["message"]["content"] is None
    assert choice["message"]["tool_calls"] == [{
        "id": an_id("call_"), "type": "function",
        "function": {"name": "get_weather", "arguments": json_of({"city": "Paris"})},
    }]


def stream_of(server, body):
    """The chunks of a stream, read strictly, and what all streams promise checked."""
    answer = post(server, "/chat/completions", {"model": MODEL, "stream": True} | body)
    assert answer.headers["content-type"].split(";")[0] == "text/event-stream"
    events = server_sent_events(answer.text)
    assert events.pop() == (None, "[DONE]")
    assert {name for name, _ in events} == {None}
    chunks = [data for _, data in events]
    for chunk in chunks:
        read(ChatCompletionChunk, chunk)
    assert len({(chunk["id"], chunk["created"], chunk["model"], chunk["object"]) for chunk in chunks}) == 1
    assert (chunks[0]["id"], chunks[0]["created"]) == (an_id("chatcmpl-"), SECONDS)
    return answer, chunks


def test_the_chunks_of_a_stream_come_in_order(server):
    answer, chunks = stream_of(server, {"messages": said("hello")})
    assert all("usage" not in chunk or chunk["usage"] is None for chunk in chunks)
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    assert len(choices) == len(chunks) and {choice["index"] for choice in choices} == {0}
    assert choices[0]["delta"]["role"] == "assistant"
    assert all("role" not in choice["delta"] for choice in choices[1:])
    assert [choice["finish_reason"] for choice in choices[:-1]] == [None] * (len(choices) - 1)
    assert (choices[-1]["finish_reason"], choices[-1]["delta"]) == ("stop", {})
    assert "hello" in "".join(choice["delta"].get("content") or "" for choice in choices)
    assert (answer.headers.get("x-stream-downgraded") == "true") == (server.api == "models")


def test_a_stream_tells_its_usage_when_asked(server):
    _, chunks = stream_of(server, {"messages": said("hello"), "stream_options": {"include_usage": True}})
    assert all(chunk["usage"] is None for chunk in chunks[:-1])
    assert chunks[-1]["choices"] == []
    usage = chunks[-1]["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"] == COUNT


def test_a_streamed_call_comes_in_fragments(server):
    prompt = asking_for_calls(server.api, ("get_weather", {"city": "Paris"}))
    _, chunks = stream_of(server, {"messages": said(prompt), "tools": [TOOL]})
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    fragments = [call for choice in choices for call in choice["delta"].get("tool_calls") or []]
    assert fragments[0] == {
        "index": 0, "id": an_id("call_"), "type": "function",
        "function": {"name": "get_weather", "arguments": containing("")},
    }
    assert all(set(fragment) == {"index", "function"} for fragment in fragments[1:])
    assert json.loads("".join(fragment["function"]["arguments"] for fragment in fragments)) == {"city": "Paris"}
    assert choices[-1]["finish_reason"] == "tool_calls"


def test_an_older_completion_has_every_field_of_the_documents(server):
    answer = post(server, "/completions", {"model": MODEL, "prompt": "Once upon a time"}).json()
    read(Completion, answer)
    assert (answer["id"], answer["object"], answer["created"]) == (an_id("cmpl-"), "text_completion", SECONDS)
    assert answer["choices"] == [
        {"index": 0, "text": containing("Once upon"), "finish_reason": "stop", "logprobs": None}]


def test_every_answer_carries_the_headers_of_the_seed(server):
    answer = post(server, "/chat/completions", {"model": MODEL, "messages": said("hello")})
    assert int(answer.headers["x-proxy-latency-ms"]) >= 0
    assert answer.headers["cache-control"] == "no-cache, no-store, must-revalidate"
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-request-id"] == answer.headers["request-id"] == an_id("req_")


# The SDK.

def test_a_prompt_is_answered(client):
    completion = client.chat.completions.create(
        model=MODEL, messages=[{"role": "developer", "content": "Be brief."}, *said("hello")], max_completion_tokens=50)
    assert "hello" in completion.choices[0].message.content
    assert completion._request_id.startswith("req_")


def test_parts_of_text_are_one_text(client):
    parts = [{"type": "text", "text": "[[reply: one"}, {"type": "text", "text": " two]]"}]
    completion = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": parts}])
    assert completion.choices[0].message.content.split() == ["one", "two"]


def test_a_stream_is_read(client):
    stream = client.chat.completions.create(model=MODEL, messages=said("hello"), stream=True)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in stream)
    assert "hello" in text


def test_the_sdks_own_gatherer_of_events_understands_a_stream(client):
    prompt = said("hello")
    with client.chat.completions.stream(
        model=MODEL, messages=prompt, stream_options={"include_usage": True}
    ) as stream:
        kinds = [event.type for event in stream]
        completion = stream.get_final_completion()
    assert kinds[0] == "chunk" and "content.delta" in kinds and "content.done" in kinds
    assert "hello" in completion.choices[0].message.content
    assert completion.usage.total_tokens > 0


def test_a_stream_may_be_left(client):
    with client.chat.completions.create(model=MODEL, messages=said("[[words: 300]]"), stream=True) as stream:
        next(iter(stream))
    assert client.chat.completions.create(model=MODEL, messages=said("hello")).choices


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_a_tool_goes_round(client, server, streams):
    messages = said(asking_for_calls(server.api, ("get_weather", {"city": "Paris"})))
    [call] = called(client, messages, streams)
    assert (call["function"]["name"], json.loads(call["function"]["arguments"])) == ("get_weather", {"city": "Paris"})
    messages += [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": call["id"], "content": "sunny, 22 degrees"},
    ]
    answer = client.chat.completions.create(model=MODEL, messages=messages, tools=[TOOL])
    assert answer.choices[0].finish_reason == "stop"
    assert "sunny, 22 degrees" in answer.choices[0].message.content


def called(client, messages, streams, **options):
    """The calls of an answer, as a client sends them back."""
    if streams:
        with client.chat.completions.stream(model=MODEL, messages=messages, tools=[TOOL], **options) as stream:
            message = stream.get_final_completion().choices[0].message
    else:
        message = client.chat.completions.create(
            model=MODEL, messages=messages, tools=[TOOL], **options).choices[0].message
    return [{"id": call.id, "type": "function",
             "function": {"name": call.function.name, "arguments": call.function.arguments}}
            for call in message.tool_calls]


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_tools_are_called_in_parallel(client, server, streams):
    cities = ["Paris", "Rome", "Москва"]
    messages = said(asking_for_calls(server.api, *(("get_weather", {"city": city}) for city in cities)))
    calls = called(client, messages, streams)
    assert [json.loads(call["function"]["arguments"])["city"] for call in calls] == cities
    assert len({call["id"] for call in calls}) == 3
    messages.append({"role": "assistant", "content": None, "tool_calls": calls})
    messages += [{"role": "tool", "tool_call_id": call["id"], "content": "sunny"} for call in calls]
    answer = client.chat.completions.create(model=MODEL, messages=messages, tools=[TOOL])
    assert answer.choices[0].finish_reason == "stop" and not answer.choices[0].message.tool_calls


@pytest.mark.parametrize("choice", ["required", {"type": "function", "function": {"name": "get_weather"}}])
def test_a_tool_is_called_when_it_must_be(client, server, choice):
    # Only the gateway can force a model; one that is told in words calls what it is told.
    prompt = "hello" if server.api == "llmg" else asking_for_calls("models", ("get_weather", {"city": "Paris"}))
    assert called(client, said(prompt), False, tool_choice=choice)[0]["function"]["name"] == "get_weather"


def test_no_tool_is_called_when_none_may_be(client, server):
    prompt = said(asking_for_calls(server.api, ("get_weather", {"city": "Paris"})))
    answer = client.chat.completions.create(model=MODEL, messages=prompt, tools=[TOOL], tool_choice="none")
    assert (answer.choices[0].finish_reason, answer.choices[0].message.tool_calls) == ("stop", None)


class Person(pydantic.BaseModel):
    name: str
    age: int


def test_an_answer_has_the_form_of_a_schema(client):
    completion = client.chat.completions.parse(
        model=MODEL, messages=said(asking_for({"name": "Zoë", "age": 33})), response_format=Person)
    assert completion.choices[0].message.parsed == Person(name="Zoë", age=33)


def test_a_streamed_answer_has_the_form_of_a_schema(client):
    with client.chat.completions.stream(
        model=MODEL, messages=said(asking_for({"name": "Zoë", "age": 33})), response_format=Person
    ) as stream:
        completion = stream.get_final_completion()
    assert completion.choices[0].message.parsed == Person(name="Zoë", age=33)


def test_an_answer_is_a_json_object(client):
    completion = client.chat.completions.create(
        model=MODEL, messages=said(asking_for({"a": [1]})), response_format={"type": "json_object"})
    assert json.loads(completion.choices[0].message.content) == {"a": [1]}


def test_a_stop_sequence_ends_the_answer(client):
    completion = client.chat.completions.create(
        model=MODEL, messages=said("[[reply: one STOP two]]"), stop=["STOP"])
    assert (completion.choices[0].message.content, completion.choices[0].finish_reason) == ("one ", "stop")


def test_settings_by_habit_do_no_harm(client, server):
    raw = client.chat.completions.with_raw_response.create(
        model=MODEL, messages=said("hello"), temperature=0.2, top_p=0.9, max_tokens=50, presence_penalty=0.1,
        frequency_penalty=0.1, seed=7, user="me", metadata={"a": "b"}, store=False, n=1, logprobs=False,
        parallel_tool_calls=True if server.api == "llmg" else openai.omit)
    assert "hello" in raw.parse().choices[0].message.content
    ignored = set((raw.headers.get("x-sfmodels-ignored") or "").replace(",", " ").split())
    needed = {"temperature", "top_p", "max_tokens", "presence_penalty", "frequency_penalty", "seed"}
    assert needed <= ignored if server.api == "models" else not needed & ignored


def test_several_answers_come_where_the_upstream_has_them(client, server):
    def ask():
        return client.chat.completions.create(model=MODEL, messages=said("hello"), n=3)

    if server.api == "models":
        with pytest.raises(openai.BadRequestError, match="'n'"):
            ask()
    else:
        assert [choice.index for choice in ask().choices] == [0, 1, 2]


def test_every_character_survives(client):
    for text in (UNICODE, "a\nb\tc"):
        whole = client.chat.completions.create(model=MODEL, messages=said(f"[[reply: {text}]]"))
        assert whole.choices[0].message.content == text
        stream = client.chat.completions.create(model=MODEL, messages=said(f"[[reply: {text}]]"), stream=True)
        assert "".join(chunk.choices[0].delta.content or "" for chunk in stream) == text


def test_a_megabyte_of_prompt_is_no_trouble(client):
    # The org counts characters: these are four bytes each.
    prompt = "👩" * 260_000 + "[[reply: read]]"
    assert len(prompt.encode()) > 1_000_000
    assert client.chat.completions.create(model=MODEL, messages=said(prompt)).choices[0].message.content == "read"


def test_fifty_ask_at_once(server):
    async def ask_all():
        async with openai.AsyncOpenAI(base_url=server.openai, api_key="x", max_retries=0) as client:
            return await asyncio.gather(*(ask(client, number) for number in range(50)))

    async def ask(client, number):
        prompt = said(f"[[reply: answer {number}]]")
        if number % 2:
            completion = await client.chat.completions.create(model=MODEL, messages=prompt)
            return completion.choices[0].message.content
        stream = await client.chat.completions.create(model=MODEL, messages=prompt, stream=True)
        return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])

    assert asyncio.run(ask_all()) == [f"answer {number}" for number in range(50)]


def test_an_older_completion_is_read_whole_and_streamed(client):
    completion = client.completions.create(model=MODEL, prompt="[[reply: once]]", max_tokens=20)
    assert completion.choices[0].text == "once"
    stream = client.completions.create(model=MODEL, prompt="[[reply: once upon]]", stream=True)
    assert "".join(chunk.choices[0].text for chunk in stream if chunk.choices) == "once upon"


def test_the_models_are_listed(client, server):
    models = list(client.models.list())
    names = {model.id for model in models}
    assert {"gpt-4o-mini", "sfdc_ai__DefaultOpenAIGPT4OmniMini"} <= names
    body = server.http.get("/v1/models").json()
    assert set(body) == {"object", "data"} and body["object"] == "list"
    for model in body["data"]:
        read(Model, model)
        assert model == {"id": model["id"], "object": "model", "created": SECONDS, "owned_by": "salesforce"}


def test_a_model_is_looked_up(client, server):
    model = client.models.retrieve("sfdc_ai__DefaultOpenAIGPT4OmniMini")
    assert model.id == "sfdc_ai__DefaultOpenAIGPT4OmniMini"
    read(Model, server.http.get("/v1/models/gpt-4o-mini").json())


@pytest.mark.parametrize("name", [
    "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "openai/gpt-4.1", "claude-sonnet-4-5", "claude-3-haiku-20240307",
    "sfdc_ai__DefaultOpenAIGPT4OmniMini", "gpt-5"])
def test_the_names_that_clients_insist_on_lead_to_a_model(client, name):
    assert client.chat.completions.create(model=name, messages=said("hello")).model == name
