"""A loopback org for benchmarks: the LLM Gateway, whose answers come at once and never change."""

import functools
import json
import socket
import threading

DIMENSIONS = 256


def generation():
    return json.dumps({"id": "chatcmpl-1", "generation_details": {
        "generations": [{"id": "g1", "role": "assistant", "content": "Hello, dear reader.", "timestamp": 1748620440,
                         "parameters": {"finish_reason": "stop", "index": 0, "logprobs": None}}],
        "parameters": {"provider": "openai", "model": "gpt-4o-mini-2024-07-18", "usage": {
            "completion_tokens": 14, "prompt_tokens": 21, "total_tokens": 35}}}}).encode()


@functools.cache
def stream(events):
    def event(text, finish=None):
        data = {"id": "chatcmpl-1", "generation_details": {"generations": [
            {"id": "g1", "content": text, "parameters": {"finish_reason": finish, "index": 0}}],
            "parameters": {"provider": "openai", "model": "gpt-4o-mini-2024-07-18"}}}
        return "event: generation\r\ndata: " + json.dumps(data, separators=(",", ":")) + "\r\n\r\n"

    words = "".join(event("word ") for _ in range(events - 1))
    return (words + event("", "stop") + "event: generation\r\ndata: [DONE]\r\n\r\n").encode()


def vector(number, dimensions=DIMENSIONS):
    """The same for the same number, on every machine."""
    return [((number * 31 + place * 17) % 199 - 99) / 128 for place in range(dimensions)]


@functools.cache
def embeddings(count, dimensions):
    return json.dumps({"embeddings": [{"index": index, "embedding": vector(index, dimensions)}
                                      for index in range(count)],
                       "parameters": {"usage": {"prompt_tokens": 160, "total_tokens": 160}}},
                      separators=(",", ":")).encode()


class Org:
    """Listens on a free port, in threads of its own.

    events: how many a stream has.
    dimensions: how many numbers a vector has.
    """

    def __init__(self, events=300, dimensions=DIMENSIONS):
        self.events, self.dimensions = events, dimensions
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.answer, args=(connection.makefile("rwb"),), daemon=True).start()

    def answer(self, connection):
        try:
            while line := connection.readline():
                length = 0
                while (field := connection.readline()) not in (b"\r\n", b""):
                    if field.lower().startswith(b"content-length:"):
                        length = int(field.split(b":")[1])
                body = connection.read(length)
                kind = b"application/json"
                if b"/stream" in line:
                    reply, kind = stream(self.events), b"text/event-stream"
                elif b"/embeddings" in line:
                    reply = embeddings(len(json.loads(body)["input"]), self.dimensions)
                else:
                    reply = generation()
                connection.write(b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
                                 % (kind, len(reply), reply))
                connection.flush()
        except OSError:
            pass
