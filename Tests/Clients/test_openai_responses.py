"""OpenAI's SDK: responses."""

import json

import openai
import pydantic
import pytest
from openai.types.responses import Response, ResponseStreamEvent

from prompts import UNICODE, WEATHER, asking_for, asking_for_calls
from shapes import COUNT, SECONDS, an_id, containing, read, server_sent_events

MODEL = "gpt-4o-mini"
TOOL = {"type": "function", "name": "get_weather", "description": "The weather in a city", "parameters": WEATHER,
        "strict": True}


@pytest.fixture(scope="module")
def client(server):
    with openai.OpenAI(base_url=server.openai, api_key="x", max_retries=0) as client:
        yield client


# In examples of the documents or required by Open Responses, but in no type of the SDK.
BEYOND = ["store", "presence_penalty", "frequency_penalty"]
# What older versions of the SDK required.
BEFORE = {"response.function_call_arguments.done": ["name"]}


def post(server, body):
    return server.http.post("/v1/responses", json={"model": MODEL} | body)


def test_a_response_has_every_field_of_the_documents_and_no_other(server):
    answer = post(server, {"input": "hello", "instructions": "Be brief."}).json()
    read(Response, answer, BEYOND)
    assert (answer["id"], answer["object"], answer["created_at"]) == (an_id("resp_"), "response", SECONDS)
    assert (answer["status"], answer["error"], answer["incomplete_details"]) == ("completed", None, None)
    assert answer["instructions"] == "Be brief."
    assert answer["output"] == [{
        "id": an_id("msg_"), "type": "message", "status": "completed", "role": "assistant",
        "content": [{"type": "output_text", "text": containing("hello"), "annotations": [], "logprobs": []}],
    }]
    usage = answer["usage"]
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"] == COUNT
    # Always there in the documents' examples, though the types let them be absent.
    assert {"max_output_tokens", "previous_response_id", "reasoning", "temperature", "text", "top_p", "truncation",
            "metadata"} <= set(answer)


def test_a_call_has_every_field_of_the_documents_and_no_other(server):
    prompt = asking_for_calls(server.api, ("get_weather", {"city": "Paris"}))
    answer = post(server, {"input": prompt, "tools": [TOOL]}).json()
    read(Response, answer, BEYOND)
    [call] = answer["output"]
    assert json.loads(call.pop("arguments")) == {"city": "Paris"}
    assert call == {"id": an_id("fc_"), "type": "function_call", "status": "completed", "call_id": an_id("call_"),
                    "name": "get_weather"}


def events_of(server, body):
    answer = post(server, {"stream": True} | body)
    assert answer.headers["content-type"].split(";")[0] == "text/event-stream"
    pairs = server_sent_events(answer.text)
    if pairs[-1] == (None, "[DONE]"):
        pairs.pop()
    assert all(name == event["type"] for name, event in pairs)
    events = [event for _, event in pairs]
    for event in events:
        beyond = ["response." + name for name in BEYOND if "response" in event]
        read(ResponseStreamEvent, event, beyond + BEFORE.get(event["type"], []))
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    ids = {event["response"]["id"] for event in events if "response" in event}
    assert len(ids) == 1
    return events


def kinds(events):
    """The types of the events, a row of the same ones once."""
    names = [event["type"].removeprefix("response.") for event in events]
    return [name for index, name in enumerate(names) if index == 0 or names[index - 1] != name]


def test_the_events_of_a_stream_come_in_order(server):
    events = events_of(server, {"input": "hello"})
    assert kinds(events) == [
        "created", "in_progress", "output_item.added", "content_part.added", "output_text.delta", "output_text.done",
        "content_part.done", "output_item.done", "completed"]
    text = "".join(event["delta"] for event in events if event["type"] == "response.output_text.delta")
    done = {event["type"].removeprefix("response."): event for event in events}
    assert "hello" in text
    assert done["output_text.done"]["text"] == text
    assert done["content_part.done"]["part"]["text"] == text
    assert done["output_item.done"]["item"]["content"][0]["text"] == text
    assert done["completed"]["response"]["output"] == [done["output_item.done"]["item"]]
    assert done["completed"]["response"]["usage"]["total_tokens"] == COUNT
    item = done["output_item.added"]["item"]
    assert (item["status"], item["content"]) == ("in_progress", [])
    assert {event["item_id"] for event in events if "item_id" in event} == {item["id"]}
    assert (done["created"]["response"]["status"], done["created"]["response"]["output"]) == ("in_progress", [])


def test_the_events_of_a_streamed_call_come_in_order(server):
    prompt = asking_for_calls(server.api, ("get_weather", {"city": "Paris"}))
    events = events_of(server, {"input": prompt, "tools": [TOOL]})
    assert kinds(events) == [
        "created", "in_progress", "output_item.added", "function_call_arguments.delta",
        "function_call_arguments.done", "output_item.done", "completed"]
    done = {event["type"].removeprefix("response."): event for event in events}
    arguments = "".join(event["delta"] for event in events if event["type"].endswith("arguments.delta"))
    assert json.loads(arguments) == {"city": "Paris"}
    assert done["function_call_arguments.done"]["arguments"] == arguments
    added, item = done["output_item.added"]["item"], done["output_item.done"]["item"]
    assert (added["arguments"], added["status"]) == ("", "in_progress")
    assert item == added | {"arguments": arguments, "status": "completed"}
    assert done["completed"]["response"]["output"] == [item]


def test_a_prompt_is_answered(client):
    response = client.responses.create(model=MODEL, input="hello")
    assert "hello" in response.output_text
    messages = [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": [
        {"type": "input_text", "text": "hello"}]}]
    assert "hello" in client.responses.create(model=MODEL, input=messages, max_output_tokens=100).output_text


def test_the_sdks_own_gatherer_of_events_understands_a_stream(client):
    with client.responses.stream(model=MODEL, input="hello") as stream:
        text = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        assert stream.get_final_response().output_text == text
    assert "hello" in text


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_a_tool_goes_round(client, server, streams):
    history = [{"role": "user", "content": asking_for_calls(server.api, ("get_weather", {"city": "Paris"}))}]
    response = asked(client, history, streams)
    [call] = response.output
    assert (call.type, call.name, json.loads(call.arguments)) == ("function_call", "get_weather", {"city": "Paris"})
    history += [
        call.model_dump(exclude_none=True, by_alias=True),
        {"type": "function_call_output", "call_id": call.call_id, "output": "sunny, 22 degrees"},
    ]
    assert "sunny, 22 degrees" in asked(client, history, streams).output_text


def asked(client, history, streams):
    if not streams:
        return client.responses.create(model=MODEL, input=history, tools=[TOOL])
    with client.responses.stream(model=MODEL, input=history, tools=[TOOL]) as stream:
        return stream.get_final_response()


def test_tools_are_called_in_parallel(client, server):
    cities = ["Paris", "Rome"]
    prompt = asking_for_calls(server.api, *(("get_weather", {"city": city}) for city in cities))
    for streams in (False, True):
        calls = asked(client, [{"role": "user", "content": prompt}], streams).output
        assert [json.loads(call.arguments)["city"] for call in calls] == cities


class Person(pydantic.BaseModel):
    name: str
    age: int


def test_an_answer_has_the_form_of_a_schema(client):
    prompt = asking_for({"name": "Zoë", "age": 33})
    response = client.responses.parse(model=MODEL, input=prompt, text_format=Person)
    assert response.output_parsed == Person(name="Zoë", age=33)


def test_every_character_survives(client):
    assert client.responses.create(model=MODEL, input=f"[[reply: {UNICODE}]]").output_text == UNICODE
    with client.responses.stream(model=MODEL, input=f"[[reply: {UNICODE}]]") as stream:
        assert stream.get_final_response().output_text == UNICODE


def test_a_kept_response_is_gone_on_from(client):
    first = client.responses.create(model=MODEL, input="The word is lamp.")
    second = client.responses.create(model=MODEL, input="And now?", previous_response_id=first.id)
    assert second.previous_response_id == first.id
    assert client.responses.retrieve(first.id).output_text == first.output_text


def test_an_unknown_response_cannot_be_gone_on_from(client):
    with pytest.raises(openai.BadRequestError, match="resp_123") as caught:
        client.responses.create(model=MODEL, input="hello", previous_response_id="resp_123")
    assert caught.value.param == "previous_response_id"
