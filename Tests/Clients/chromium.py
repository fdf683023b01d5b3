"""Drives a headless Chromium over the pipe of its DevTools protocol.

Source: https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import collections
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
        # What pages have told of themselves, by session: method and parameters.
        self._events = collections.defaultdict(list)

    def close(self):
        self._call("Browser.close")
        os.close(self._to)
        os.close(self._from)
        os.waitpid(self._process, 0)

    def page(self, url, *, width=1280, height=900, scheme="light"):
        """Opens a page and waits until it is loaded.

        scheme: what the user prefers, `light` or `dark`.
        """
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Network", "Log", "Runtime"):
            self._call(domain + ".enable", session)
        page.resize(width, height, scheme)
        self._call("Page.navigate", session, url=url)
        self._await_load(session)
        return page

    def _await_load(self, session):
        self._await(lambda message: message.get("method") == "Page.loadEventFired"
                    and message.get("sessionId") == session)

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
        message = json.loads(message)
        if "method" in message:
            self._events[message.get("sessionId")].append((message["method"], message["params"]))
        return message


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

    def wait(self, condition, seconds=20):
        """What an expression is in the page, as soon as it is true there."""
        return self.run(f"""
            const end = performance.now() + {seconds * 1000};
            for (;;) {{
              const value = {condition};
              if (value) return value;
              if (performance.now() > end) throw new Error({json.dumps(condition)});
              await new Promise(done => setTimeout(done, 10));
            }}
        """)

    def resize(self, width, height, scheme="light"):
        """As a window of that size of somebody with that taste."""
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self._call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def type(self, text):
        """Writes where the focus is."""
        self._call("Input.insertText", text=text)

    def press(self, key, *, control=False, shift=False):
        """Presses a key of the keyboard, and lets it go."""
        code, text = KEYS[key]
        shared = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 2 * control + 8 * shift}
        self._call("Input.dispatchKeyEvent", type="keyDown", text="" if control else text, **shared)
        self._call("Input.dispatchKeyEvent", type="keyUp", **shared)

    def picture(self, path):
        """The whole page, as a PNG file."""
        size = self._call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        data = self._call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)["data"]
        path.write_bytes(base64.b64decode(data))

    def accessible(self):
        """Role and name of everything that a screen reader finds."""
        nodes = self._call("Accessibility.getFullAXTree")["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", ""))
                for node in nodes if not node["ignored"]]

    def told(self, method):
        """The parameters of all events of that name so far."""
        # What was on its way has come when this is answered.
        self.run("return 0")
        return [parameters for name, parameters in self._browser._events[self._session] if name == method]

    def reload(self):
        self._call("Page.reload")
        self._browser._await_load(self._session)

    def close(self):
        self._call("Page.close")

    def _call(self, method, **parameters):
        return self._browser._call(method, self._session, **parameters)


# Their codes, and what they write.
KEYS = {
    "Tab": (9, ""), "Enter": (13, "\r"), "Escape": (27, ""), " ": (32, " "), "ArrowRight": (39, ""), "ArrowLeft": (37, ""),
    "End": (35, ""), "Home": (36, ""),
}
