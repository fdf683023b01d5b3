"""A standard error that nobody reads: requests go on, and SIGTERM ends the server."""

import json
import os
import re
import signal
import subprocess
import time

from .children import Health, Served, start, wait_for
from .http import ask, connect, read_all, request
from .memory import CHAT
from .upstream import Upstream, gateway

QUESTION = json.dumps({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]})


def full_pipe():
    """Both ends of a pipe that takes nothing any more."""
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    try:
        while True:
            os.write(write_end, b"x" * 4096)
    except BlockingIOError:
        os.set_blocking(write_end, True)
    return read_end, write_end


def unread(setting, *words, upstream=None, environment=None):
    """A server whose log goes into a pipe that is read until it listens, and then never again."""
    read_end, write_end = os.pipe()
    base = ["--base-url", f"http://127.0.0.1:{upstream.port}"] if upstream else ["--emulator"]
    child = setting.begin(
        "serve",
        *base,
        "--api",
        "llmg",
        "--port",
        "0",
        *words,
        stdout=subprocess.DEVNULL,
        stderr=write_end,
        environment=environment,
    )
    told = b""
    while not (found := re.search(rb"listening on http://127\.0\.0\.1:(\d+)\n", told)):
        told += os.read(read_end, 4096)
    served = Served(child, os.devnull, int(found.group(1)))
    filler = write_end
    os.set_blocking(filler, False)
    try:
        while True:
            os.write(filler, b"x")
    except BlockingIOError:
        pass
    os.set_blocking(filler, True)
    os.close(write_end)
    return served, read_end


def dropped(port):
    """What /metrics says of lines that nobody took."""
    body = ask(port, "GET", "/metrics").body.decode()
    found = re.search(r"(?m)^(\S*log\S*(?:lost|dropped)\S*|\S*(?:lost|dropped)\S*log\S*) (\d+)", body)
    return int(found.group(2)) if found else None


def unread_log(setting):
    """Nobody reads standard error: answers and /health go on, lines are counted, and SIGTERM ends it with 0."""
    kinds = [("text", []), ("json", ["--log-format", "json"]), ("verbose", ["-v"])]
    count = setting.count(150, 3000)
    for kind, words in kinds:
        served, read_end = unread(setting, *words)
        with Health(served.port) as health:
            path = "/v1/models/" + "x" * 8000
            for _ in range(count):
                ask(served.port, "GET", path)
            answer = ask(served.port, "POST", CHAT, QUESTION)
        setting.check(f"{kind}: a chat is answered {answer.status}", "200", answer.status == 200, [repr(answer)])
        health.check(setting, kind)
        lost = dropped(served.port)
        setting.check(f"{kind}: {lost} lines counted as lost", "counted", lost is not None)
        begun = time.monotonic()
        code = served.end()
        setting.check(f"{kind}: SIGTERM ends it with {code} in {time.monotonic() - begun:.1f} s", "0, 35 s", code == 0)
        os.close(read_end)


def is_passed_on(upstream):
    """Whether the client's question has come there; the server asks for the list of models by itself."""
    return any("generations" in asked.path for asked in upstream.asked)


def unread_log_while_draining(setting):
    """With a full log, what is under way at SIGTERM is still answered; a second SIGTERM ends it at once."""
    slow = Upstream(lambda asked: time.sleep(3) or gateway()(asked))
    served, read_end = unread(setting, upstream=slow)
    client = connect(served.port, 30)
    client.sendall(request("POST", CHAT, QUESTION))
    wait_for(lambda: is_passed_on(slow), 10)
    served.child.send_signal(signal.SIGTERM)
    came, _ = read_all(client, 20)
    setting.check(f"under way at SIGTERM: {came[:15]!r}", "200", came.startswith(b"HTTP/1.1 200"))
    code = wait_for(lambda: served.child.poll() is not None, 35) and served.child.poll()
    setting.check(f"ended with {code}", "0", code == 0)
    os.close(read_end)
    silent = Upstream()
    served, read_end = unread(setting, upstream=silent)
    client = connect(served.port, 30)
    client.sendall(request("POST", CHAT, QUESTION))
    wait_for(lambda: is_passed_on(silent), 10)
    served.child.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    begun = time.monotonic()
    code = served.end(seconds=20)
    setting.check(
        f"a second SIGTERM ends it with {code} in {time.monotonic() - begun:.1f} s",
        "10 s",
        code is not None and time.monotonic() - begun < 10,
    )
    os.close(read_end)
    slow.close(), silent.close()


def broken_log(setting):
    """The reader of standard error is gone, or standard error is full or closed: no SIGPIPE, no end."""
    wrong = []
    for name, redirect in (("a reader that is gone", None), ("/dev/full", "2>/dev/full"), ("closed", "2>&-")):
        upstream = Upstream(gateway())
        if redirect is None:
            served, read_end = unread(setting, upstream=upstream)
            os.close(read_end)
        else:
            from .http import connect as reach
            import socket

            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            child = start(
                [
                    "sh",
                    "-c",
                    f'exec "$0" serve --api llmg --base-url http://127.0.0.1:{upstream.port} --port {port} ' + redirect,
                    setting.program,
                ],
                env=setting.environment(),
                cwd=setting.home,
            )
            served = Served(child, os.devnull, port)
            wait_for(lambda: can_connect(reach, port), 20)
        found = [ask(served.port, "POST", CHAT, QUESTION).status for _ in range(20)]
        code = served.end()
        if found != [200] * 20 or code != 0:
            wrong.append(f"{name}: {found}, ended with {code}")
        upstream.close()
    setting.table("kinds of broken logs", "answers, ends with 0", wrong, 3)


def can_connect(reach, port):
    try:
        reach(port).close()
        return True
    except OSError:
        return False


def unread_words(setting):
    """Notes and traces of other commands into a full pipe: they may wait, and are ended by a second SIGTERM at the latest."""
    wrong = []
    for words in (["generate", "--emulator", "-v", "hi"], ["embed", "--emulator", "-v", "a", "b"], ["emulator"]):
        read_end, write_end = full_pipe()
        child = setting.begin(
            *words, *(["--port", "0"] if words == ["emulator"] else []), stdout=subprocess.DEVNULL, stderr=write_end
        )
        os.close(write_end)
        wait_for(lambda: child.poll() is not None, 1)
        for _ in range(2):
            child.send_signal(signal.SIGTERM)
            wait_for(lambda: child.poll() is not None, 2)
        if wait_for(lambda: child.poll() is not None, 10) is None:
            wrong.append(f"{' '.join(words)}: two SIGTERM do not end it while its standard error is full")
        os.close(read_end)
    setting.table("commands end by SIGTERM, twice", "12 s", wrong, 3)


ATTACKS = [unread_log, unread_log_while_draining, broken_log, unread_words]
