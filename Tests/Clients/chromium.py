"""Drives a headless Chromium over the pipe of its DevTools protocol.

Source: https://chromedevtools.github.io/devtools-protocol/
"""

import fcntl
import itertools
import json
import os
import select
import shutil
import time


class Chromium:
    """A browser that finds all the names of these tests on this machine."""

    def __init__(self, folder):
        program = shutil.which("chromium")
        assert program, "Chromium is missing: apt-get install -y chromium"
        command = [
            program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe",
            f"--user-data-dir={folder}", "--disable-background-networking", "--disable-component-update",
            "--host-resolver-rules=MAP *.test 127.0.0.1",
            # Chromium's own defence of loopback must not stand in for the server's.
            "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
        ]
        self._process, self._to, self._from = _start(command, {"HOME": str(folder), "PATH": "/usr/bin:/bin"})
        self._ids = itertools.count(1)
        self._buffer = b""

    def close(self):
        self._call("Browser.close")
        os.close(self._to)
        os.close(self._from)
        os.waitpid(self._process, 0)

    def page(self, url):
        """Opens a page and waits until it is loaded."""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        self._call("Page.enable", session)
        self._call("Page.navigate", session, url=url)
        self._await(lambda message: message.get("method") == "Page.loadEventFired"
                    and message.get("sessionId") == session)
        return page

    def _call(self, method, session=None, **parameters):
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        answer = self._await(lambda message: message.get("id") == number)
        assert "error" not in answer, answer
        return answer["result"]

    def _await(self, fits):
        deadline = time.monotonic() + 120
        while not fits(message := self._next(deadline)):
            pass
        return message

    def _next(self, deadline):
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0, deadline - time.monotonic()))
            assert ready, "Chromium does not answer"
            received = os.read(self._from, 1 << 16)
            assert received, "Chromium has ended"
            self._buffer += received
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)


def _start(command, environment):
    """Runs the browser with its end of the pipes as descriptors 3 and 4; its process, and our ends."""
    to_browser, to = os.pipe()
    received, from_browser = os.pipe()
    # Out of the way of 3 and 4.
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (to_browser, from_browser)]
    nothing = os.open(os.devnull, os.O_RDWR)
    places = [(nothing, 0), (nothing, 1), (nothing, 2), (ends[0], 3), (ends[1], 4)]
    process = os.posix_spawn(
        command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, *place) for place in places])
    for end in (to_browser, from_browser, nothing, *ends):
        os.close(end)
    return process, to, received


class Page:
    """A page that is open in the browser."""

    def __init__(self, browser, session):
        self._browser = browser
        self._session = session

    def run(self, script):
        """What an asynchronous function's body returns in the page."""
        answer = self._browser._call(
            "Runtime.evaluate", self._session, expression=f"(async () => {{ {script} }})()", awaitPromise=True,
            returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")
