"""Anthropic's SDK: messages, streams, tools, counts, models."""

import asyncio
import json

import anthropic
import pydantic
import pytest
from anthropic.types import Message, MessageTokensCount, ModelInfo, RawMessageStreamEvent

from prompts import UNICODE, WEATHER, asking_for, asking_for_calls
from shapes import COUNT, Like, an_id, containing, read, server_sent_events

MODEL = "claude-sonnet-4-5"
TOOL = {"name": "get_weather", "description": "The weather in a city", "input_schema": WEATHER}
FIELDS = ["id", "type", "role", "content", "model", "stop_reason", "stop_sequence"]
HEADERS = {"anthropic-version": "2023-06-01", "x-api-key": "x"}


@pytest.fixture(scope="module")
def client(server):
    with anthropic.Anthropic(base_url=server.anthropic, api_key="x", max_retries=0) as client:
        yield client


def said(text):
    return [{"role": "user", "content": text}]


def post(server, path, body):
    return server.http.post("/anthropic" + path, json=body, headers=HEADERS)


def asked(server, body):
    return post(server, "/v1/messages", {"model": MODEL, "max_tokens": 300} | body)


# The shapes.

def test_a_message_has_every_field_of_the_documents_and_no_other(server):
    answer = asked(server, {"messages": said("hello")}).json()
    read(Message, answer)
    assert answer.pop("usage").items() >= {"input_tokens": COUNT, "output_tokens": COUNT}.items()
    assert {name: answer[name] for name in FIELDS} == {
        "id": an_id("msg_"), "type": "message", "role": "assistant", "model": MODEL, "stop_reason": "end_turn",
        "stop_sequence": None, "content": [{"type": "text", "text": containing("hello"), "citations": None}],
    }


def test_a_call_has_every_field_of_the_documents_and_no_other(server):
    prompt = asking_for_calls(server.api, ("get_weather", {"city": "Paris"}))
    answer = asked(server, {"messages": said(prompt), "tools": [TOOL]}).json()
    read(Message, answer)
    assert answer["stop_reason"] == "tool_use"
    assert answer["content"] == [
        {"type": "tool_use", "id": an_id(""), "name": "get_weather", "input": {"city": "Paris"},
         "caller": {"type": "direct"}}]


def events_of(server, body):
    """The events of a stream, read strictly, without the pings, and what all streams promise checked."""
    answer = asked(server, {"stream": True} | body)
    assert answer.headers["content-type"].split(";")[0] == "text/event-stream"
    assert (answer.headers.get("x-stream-downgraded") == "true") == (server.api == "models")
    pairs = server_sent_events(answer.text)
    assert all(name == event["type"] for name, event in pairs)
    assert ("ping", {"type": "ping"}) in pairs
    events = [event for _, event in pairs if event["type"] != "ping"]
    for event in events:
        # Inside the delta is where the seed shows the usage; beside it is where the SDK reads it.
        read(RawMessageStreamEvent, event, beyond=["delta.usage"] if event["type"] == "message_delta" else [])
    return events


def shape(events):
    """The types of the events with the places of their blocks, a row of the same ones once."""
    names = [(event["type"], event.get("index")) for event in events]
    return [name for index, name in enumerate(names) if index == 0 or names[index - 1] != name]


def test_the_events_of_a_stream_come_in_order(server):
    events = events_of(server, {"messages": said("hello")})
    assert shape(events) == [
        ("message_start", None), ("content_block_start", 0), ("content_block_delta", 0), ("content_block_stop", 0),
        ("message_delta", None), ("message_stop", None)]
    start = events[0]["message"]
    assert start["usage"].items() >= {"input_tokens": COUNT_OR_ZERO, "output_tokens": COUNT_OR_ZERO}.items()
    assert {name: start[name] for name in FIELDS} == {
        "id": an_id("msg_"), "type": "message", "role": "assistant", "content": [], "model": MODEL,
        "stop_reason": None, "stop_sequence": None,
    }
    assert events[1]["content_block"] == {"type": "text", "text": "", "citations": None}
    deltas = [event["delta"] for event in events if event["type"] == "content_block_delta"]
    assert {delta["type"] for delta in deltas} == {"text_delta"}
    assert "hello" in "".join(delta["text"] for delta in deltas)
    assert events[-2]["delta"] == {
        "stop_reason": "end_turn", "stop_sequence": None, "stop_details": None, "container": None,
        "usage": containing_output(events[-2]["usage"])}
    assert events[-2]["usage"].items() >= {"output_tokens": COUNT}.items()


COUNT_OR_ZERO = Like("count", lambda value: type(value) is int and value >= 0)


def containing_output(usage):
    return Like("the usage of the seed", lambda value: value["output_tokens"] == usage["output_tokens"])


def test_the_events_of_a_streamed_call_come_in_order(server):
    prompt = asking_for_calls(server.api, *(("get_weather", {"city": city}) for city in ("Paris", "Rome")))
    events = events_of(server, {"messages": said(prompt), "tools": [TOOL]})
    assert shape(events) == [
        ("message_start", None),
        ("content_block_start", 0), ("content_block_delta", 0), ("content_block_stop", 0),
        ("content_block_start", 1), ("content_block_delta", 1), ("content_block_stop", 1),
        ("message_delta", None), ("message_stop", None)]
    starts = [event["content_block"] for event in events if event["type"] == "content_block_start"]
    assert starts == [
        {"type": "tool_use", "id": an_id(""), "name": "get_weather", "input": {}, "caller": {"type": "direct"}}] * 2
    for index, city in enumerate(("Paris", "Rome")):
        deltas = [event["delta"] for event in events
                  if event["type"] == "content_block_delta" and event["index"] == index]
        assert {delta["type"] for delta in deltas} == {"input_json_delta"}
        assert json.loads("".join(delta["partial_json"] for delta in deltas)) == {"city": city}
    assert events[-2]["delta"]["stop_reason"] == "tool_use"


def test_a_count_has_every_field_of_the_documents_and_no_other(server):
    answer = post(server, "/v1/messages/count_tokens", {"model": MODEL, "messages": said("hello")})
    assert answer.json() == {"input_tokens": COUNT}
    read(MessageTokensCount, answer.json())


def test_the_list_of_models_has_the_fields_of_today_and_of_the_seed(server):
    answer = server.http.get("/anthropic/v1/models", headers=HEADERS).json()
    assert set(answer) == {"data", "has_more", "first_id", "last_id"}
    assert (answer["first_id"], answer["last_id"]) == (answer["data"][0]["id"], answer["data"][-1]["id"])
    for model in answer["data"]:
        read(ModelInfo, model, beyond=["created", "description", "name", "object"])


def test_every_answer_carries_the_headers_of_the_documents(server):
    answer = asked(server, {"messages": said("hello")})
    assert answer.headers["request-id"] == an_id("req_")
    assert int(answer.headers["x-proxy-latency-ms"]) >= 0
    assert answer.headers["cache-control"] == "no-cache, no-store, must-revalidate"


# The SDK.

@pytest.mark.parametrize("path", ["/anthropic", ""], ids=["with the prefix", "without"])
def test_a_prompt_is_answered(server, path):
    with anthropic.Anthropic(base_url=server.address + path, api_key="x", max_retries=0) as client:
        message = client.messages.create(
            model=MODEL, max_tokens=300, messages=said("hello"), system=[{"type": "text", "text": "Be brief."}])
        assert "hello" in message.content[0].text
        assert message._request_id.startswith("req_")
        assert client.messages.count_tokens(model=MODEL, messages=said("hello")).input_tokens > 0
        assert "claude-sonnet-4-5" in {model.id for model in client.models.list()}


def test_blocks_of_text_are_one_text(client):
    blocks = [{"type": "text", "text": "[[reply: one"}, {"type": "text", "text": " two]]"}]
    message = client.messages.create(model=MODEL, max_tokens=300, messages=said(blocks))
    assert message.content[0].text.split() == ["one", "two"]


def test_a_stream_is_read(client):
    with client.messages.stream(model=MODEL, max_tokens=300, messages=said("hello"), system="Be brief.") as stream:
        text = "".join(stream.text_stream)
        message = stream.get_final_message()
    assert "hello" in text and message.content[0].text == text
    assert message.stop_reason == "end_turn" and message.usage.output_tokens > 0


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_a_tool_goes_round(client, server, streams):
    messages = said(asking_for_calls(server.api, ("get_weather", {"city": "Paris"})))
    message = called(client, messages, streams)
    [call] = message.content
    assert (message.stop_reason, call.name, call.input) == ("tool_use", "get_weather", {"city": "Paris"})
    messages += [
        {"role": "assistant", "content": message.content},
        {"role": "user", "content": [
            {"type": "tool_result", "tool_use_id": call.id, "content": "sunny, 22 degrees"}]},
    ]
    answer = called(client, messages, streams)
    assert answer.stop_reason == "end_turn"
    assert "sunny, 22 degrees" in answer.content[0].text


def called(client, messages, streams, **options):
    if not streams:
        return client.messages.create(model=MODEL, max_tokens=300, messages=messages, tools=[TOOL], **options)
    with client.messages.stream(
        model=MODEL, max_tokens=300, messages=messages, tools=[TOOL], **options
    ) as stream:
        return stream.get_final_message()


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_tools_are_called_in_parallel(client, server, streams):
    cities = ["Paris", "Rome", "Москва"]
    messages = said(asking_for_calls(server.api, *(("get_weather", {"city": city}) for city in cities)))
    calls = called(client, messages, streams).content
    assert [call.input["city"] for call in calls] == cities
    results = [{"type": "tool_result", "tool_use_id": call.id, "content": [{"type": "text", "text": "sunny"}]}
               for call in calls]
    answer = called(client, [*messages, {"role": "assistant", "content": calls},
                             {"role": "user", "content": results}], streams)
    assert answer.stop_reason == "end_turn"


def test_a_tool_may_fail(client, server):
    messages = said(asking_for_calls(server.api, ("get_weather", {"city": "Paris"})))
    message = called(client, messages, False)
    result = {"type": "tool_result", "tool_use_id": message.content[0].id, "content": "no such city", "is_error": True}
    answer = called(client, [*messages, {"role": "assistant", "content": message.content},
                             {"role": "user", "content": [result]}], False)
    assert "no such city" in answer.content[0].text


@pytest.mark.parametrize("choice", [{"type": "any"}, {"type": "tool", "name": "get_weather"}])
def test_a_tool_is_called_when_it_must_be(client, server, choice):
    # Only the gateway can force a model; one that is told in words calls what it is told.
    prompt = "hello" if server.api == "llmg" else asking_for_calls("models", ("get_weather", {"city": "Paris"}))
    assert called(client, said(prompt), False, tool_choice=choice).content[0].name == "get_weather"


def test_no_tool_is_called_when_none_may_be(client, server):
    prompt = said(asking_for_calls(server.api, ("get_weather", {"city": "Paris"})))
    answer = called(client, prompt, False, tool_choice={"type": "none"})
    assert (answer.stop_reason, answer.content[0].type) == ("end_turn", "text")


class Person(pydantic.BaseModel):
    name: str
    age: int


def test_an_answer_has_the_form_of_a_schema(client):
    message = client.messages.parse(
        model=MODEL, max_tokens=300, messages=said(asking_for({"name": "Zoë", "age": 33})), output_format=Person)
    assert message.parsed_output == Person(name="Zoë", age=33)


def test_the_sdks_own_runner_of_tools_comes_to_its_end(client, server):
    @anthropic.beta_tool
    def get_weather(city: str) -> str:
        """The weather in a city."""
        return f"{city} is sunny"

    prompt = asking_for_calls(server.api, ("get_weather", {"city": "Paris"}))
    # It would rather send only what is new, which takes a server with a memory.
    runner = client.beta.messages.tool_runner(
        model=MODEL, max_tokens=300, messages=said(prompt), tools=[get_weather])
    assert "Paris is sunny" in runner.until_done().content[0].text


def test_a_stop_sequence_ends_the_answer_and_is_named(client, server):
    message = client.messages.create(
        model=MODEL, max_tokens=300, messages=said("[[reply: one STOP two]]"), stop_sequences=["NEVER", "STOP"])
    assert message.content[0].text == "one "
    if server.api == "models":
        assert (message.stop_reason, message.stop_sequence) == ("stop_sequence", "STOP")


def test_settings_by_habit_do_no_harm(client, server):
    raw = client.messages.with_raw_response.create(
        model=MODEL, max_tokens=300, messages=said("hello"), metadata={"user_id": "me"},
        # The SDK has no words for them any more; older ones send them.
        extra_body={"temperature": 0.2, "top_p": 0.9, "top_k": 5})
    assert "hello" in raw.parse().content[0].text
    ignored = set((raw.headers.get("x-sfmodels-ignored") or "").replace(",", " ").split())
    needed = {"temperature", "top_p", "max_tokens", "top_k"}
    assert needed <= ignored if server.api == "models" else "temperature" not in ignored


@pytest.mark.parametrize("words", [50, 500])
def test_a_count_is_near_the_number_of_tokens(client, words):
    # Plain English runs at about four tokens to three words.
    prose = ("The harbour was quiet when the last of the fishing boats came home, and nobody on the old stone quay "
             "asked what the crew had seen beyond the lighthouse that night. ")
    text = " ".join((prose * 40).split()[:words])
    count = client.messages.count_tokens(model=MODEL, messages=said(text), system="Be brief.").input_tokens
    assert 0.8 * words * 1.1 < count < 1.2 * words * 1.4


def test_every_character_survives(client):
    for text in (UNICODE, "a\nb\tc"):
        prompt = said(f"[[reply: {text}]]")
        assert client.messages.create(model=MODEL, max_tokens=300, messages=prompt).content[0].text == text
        with client.messages.stream(model=MODEL, max_tokens=300, messages=prompt) as stream:
            assert "".join(stream.text_stream) == text


def test_a_megabyte_of_prompt_is_no_trouble(client):
    # The org counts characters: these are four bytes each.
    prompt = "👩" * 260_000 + "[[reply: read]]"
    assert client.messages.create(model=MODEL, max_tokens=300, messages=said(prompt)).content[0].text == "read"
    assert client.messages.count_tokens(model=MODEL, messages=said(prompt)).input_tokens > 100_000


def test_fifty_ask_at_once(server):
    async def ask_all():
        async with anthropic.AsyncAnthropic(base_url=server.anthropic, api_key="x", max_retries=0) as client:
            return await asyncio.gather(*(ask(client, number) for number in range(50)))

    async def ask(client, number):
        request = {"model": MODEL, "max_tokens": 300, "messages": said(f"[[reply: answer {number}]]")}
        if number % 2:
            return (await client.messages.create(**request)).content[0].text
        async with client.messages.stream(**request) as stream:
            return "".join([text async for text in stream.text_stream])

    assert asyncio.run(ask_all()) == [f"answer {number}" for number in range(50)]


def test_the_models_are_listed_under_both_paths(server):
    for base in (server.anthropic, server.address):
        with anthropic.Anthropic(base_url=base, api_key="x", max_retries=0) as client:
            models = list(client.models.list())
            assert {"claude-sonnet-4-5", "claude-3-haiku-20240307"} <= {model.id for model in models}
            assert client.models.retrieve("claude-sonnet-4-5").id == "claude-sonnet-4-5"


@pytest.mark.parametrize("name", [
    "claude-sonnet-4-5", "claude-3-haiku-20240307", "claude-opus-5-5", "claude-sonnet-4-5-20250929",
    "claude-3-5-sonnet-latest"])
def test_the_names_that_clients_insist_on_lead_to_a_model(client, name):
    assert client.messages.create(model=name, max_tokens=300, messages=said("hello")).model == name
