"""HTTP/1.1 by hand, so that every byte of a request is ours, and every byte of an answer is seen."""

import socket
import struct
import threading
import time


class Answer:
    def __init__(self, status, headers, body, seconds=0.0):
        self.status, self.headers, self.body, self.seconds = status, headers, body, seconds

    def __repr__(self):
        return f"{self.status} {self.body[:120]!r}"


def head(method, path, headers=(), host="127.0.0.1"):
    lines = [f"{method} {path} HTTP/1.1", *([f"Host: {host}"] if host else []), *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def request(method, path, body=b"", headers=(), kind="application/json"):
    body = body.encode() if isinstance(body, str) else body
    return head(method, path, [f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]) + body


def connect(port, timeout=10.0):
    return socket.create_connection(("127.0.0.1", port), timeout)


def reset(connection):
    """Vanishes as a client does that crashes."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def exchange(port, data, timeout=10.0, ends=False, limit=64 << 20):
    """Sends bytes, in a thread so that answers before their end are read, and returns (what came, whether it was closed)."""
    with connect(port, timeout) as connection:

        def send():
            try:
                for piece in [data] if isinstance(data, bytes) else data:
                    connection.sendall(piece)
                if ends:
                    connection.shutdown(socket.SHUT_WR)
            except (OSError, ValueError):
                pass

        sender = threading.Thread(target=send, daemon=True)
        sender.start()
        came, closed = read_all(connection, timeout, limit)
    sender.join(5)
    return came, closed


def read_all(connection, timeout=10.0, limit=64 << 20):
    """All that comes until the other side closes, or nothing has come for so long."""
    came, closed, end = bytearray(), False, time.monotonic() + timeout
    while len(came) < limit and time.monotonic() < end:
        connection.settimeout(max(0.01, end - time.monotonic()))
        try:
            piece = connection.recv(1 << 16)
        except TimeoutError:
            break
        except OSError:
            piece = b""
        if not piece:
            closed = True
            break
        came += piece
    return bytes(came), closed


def answers(data):
    """The answers that stand in these bytes, one after another; the last one may be cut."""
    found = []
    while data.startswith(b"HTTP/1.1 ") and b"\r\n\r\n" in data:
        block, data = data.split(b"\r\n\r\n", 1)
        lines = block.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        status, body = int(lines[0].split()[1]), b""
        if 100 <= status < 200:
            pass
        elif "content-length" in headers:
            length = int(headers["content-length"])
            body, data = data[:length], data[length:]
        elif headers.get("transfer-encoding") == "chunked":
            body, data = unchunked(data)
        else:
            body, data = data, b""
        found.append(Answer(status, headers, body))
    return found


def unchunked(data):
    body = bytearray()
    while b"\r\n" in data:
        size, data = data.split(b"\r\n", 1)
        length = int(size, 16)
        body += data[:length]
        data = data[length + 2 :]
        if length == 0:
            break
    return bytes(body), data


def ask(port, method, path, body=None, headers=(), timeout=30.0):
    """One request on a connection of its own; status 0 where no answer came."""
    start = time.monotonic()
    headers = ["Connection: close", *headers]
    data = head(method, path, headers) if body is None else request(method, path, body, headers)
    try:
        came, _ = exchange(port, data, timeout)
    except OSError as error:
        return Answer(0, {}, str(error).encode(), time.monotonic() - start)
    found = [answer for answer in answers(came) if answer.status >= 200]
    if not found:
        return Answer(0, {}, came, time.monotonic() - start)
    found[0].seconds = time.monotonic() - start
    return found[0]


def at_once(count, act):
    """Runs act(0), act(1) … in threads of their own and returns what they returned; an OSError is an answer of status 0."""
    results = [None] * count

    def one(index):
        try:
            results[index] = act(index)
        except OSError as error:
            results[index] = Answer(0, {}, str(error).encode())

    threads = [threading.Thread(target=one, args=(index,), daemon=True) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results
