"""What to say to the emulated org's models so that they answer as a test needs it."""

import json


def asking_for_calls(api, *calls):
    """A prompt that makes the model call tools: pairs of name and arguments.

    The Models REST API has no tools; there the model answers in the form that the server asked it for.
    """
    if api == "llmg":
        return " ".join(f"[[tool: {name} {json.dumps(arguments)}]]" for name, arguments in calls)
    return f"[[reply: {emulated_calls(calls)}]]"


def emulated_calls(calls):
    """Calls in the words of the protocol by which the server emulates tools."""
    return json.dumps({"tool_calls": [{"name": name, "arguments": arguments} for name, arguments in calls]})


def asking_for(value):
    """A prompt that is answered with this value as JSON."""
    return f"[[reply: {json.dumps(value)}]]"


WEATHER = {
    "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"],
    "additionalProperties": False,
}
UNICODE = "Grüße, 你好, שלום, 👩‍👩‍👧‍👦 and a \u2028 line separator, a \"quote\" and a \\ backslash"
