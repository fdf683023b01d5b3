"""Services as bad as one likes, on loopback: what they answer is a function of the request."""

import json
import re
import socket
import threading


class Asked:
    def __init__(self, method, path, head, body):
        self.method, self.path, self.head, self.body = method, path, head, body

    def json(self):
        return json.loads(self.body)


class Upstream:
    """Listens on a free port; `answer(asked)` gives bytes, an iterable of bytes, or None to say nothing for ever.

    With `reads` False not even the request is read.
    """

    def __init__(self, answer=None, reads=True):
        self.answer, self.reads, self.asked, self.held = answer, reads, [], []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            if not self.reads:
                self.held.append(connection)
                return
            with connection, connection.makefile("rb") as file:
                while asked := self.read(file):
                    self.asked.append(asked)
                    said = self.answer(asked) if self.answer else None
                    if said is None:
                        while connection.recv(65536):
                            pass
                        return
                    last = False
                    for piece in [said] if isinstance(said, bytes) else said:
                        last = last or b"Connection: close" in piece[:400]
                        connection.sendall(piece)
                    if last:
                        return
        except (OSError, ValueError, AttributeError):
            pass

    def read(self, file):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = file.readline(1 << 20)
            if not line:
                return None
            head += line
        method, path, _ = head.split(b"\r\n")[0].decode("latin-1").split(" ")
        body = b""
        if found := re.search(rb"(?i)content-length: *(\d+)", head):
            body = file.read(int(found.group(1)))
        elif re.search(rb"(?i)transfer-encoding: *chunked", head):
            while size := int(file.readline(), 16):
                body += file.read(size)
                file.readline()
            file.readline()
        return Asked(method, path, head.decode("latin-1"), body)

    def close(self):
        self.listener.close()
        for connection in self.held:
            connection.close()


def reply(body, status=200, kind="application/json", headers=()):
    body = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def stream_head():
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


def event(text, usage=None, finish=None):
    """An event of the LLM Gateway's stream."""
    told = {
        "id": "x",
        "generation_details": {
            "generations": [{"id": "g", "role": "assistant", "content": text, "parameters": {"finish_reason": finish}}],
            "parameters": {"provider": "openai", "usage": usage},
        },
    }
    return f"event: generation\r\ndata: {json.dumps(told)}\r\n\r\n".encode()


def is_stream(asked):
    return asked.path.endswith("/stream")


def gateway(text="Hello", usage=None):
    """The answer of the LLM Gateway to a chat, whole or streamed."""

    def answer(asked):
        if is_stream(asked):
            return stream_head() + event(text, usage, "stop") + b"data: [DONE]\r\n\r\n"
        return reply(
            {
                "id": "x",
                "generation_details": {
                    "generations": [
                        {
                            "id": "g",
                            "role": "assistant",
                            "content": text,
                            "timestamp": 1748620440,
                            "parameters": {"finish_reason": "stop", "index": 0},
                        }
                    ],
                    "parameters": {"provider": "openai", "model": "m", "usage": usage},
                },
            }
        )

    return answer
