"""Runs the program under test as a server on loopback, with an emulated org behind it."""

import collections
import os
import re
import signal
import subprocess
import threading

import httpx

PROGRAM = os.environ.get("SFMODELS", ".build/debug/sfmodels")


class Server:
    """A running `sfmodels serve --emulator`; its standard error is kept."""

    def __init__(self, api, home, *options, key=None):
        self.api = api
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
        if key:
            environment["SFMODELS_SERVE_KEY"] = key
        # What these tests look at is our own translation, not what the pretend org says in the clients' APIs.
        lane = ["--lane", "translated"] if api == "llmg" and "--lane" not in options else []
        command = [PROGRAM, "serve", "--emulator", "--api", api, "--port", "0", *lane, *options]
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        self._lines = collections.deque(maxlen=5_000)
        self.address = self._await_address()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        # For what no SDK would ask, or show.
        self.http = httpx.Client(base_url=self.address, timeout=30)

    def _await_address(self):
        for line in self._process.stderr:
            self._lines.append(line)
            if found := re.search(r"http://[^\s/]+:\d+", line):
                return found[0]
        raise AssertionError(f"serve ended with {self._process.wait()} and said: {self.said}")

    def _read(self):
        for line in self._process.stderr:
            self._lines.append(line)

    @property
    def port(self):
        return int(self.address.rsplit(":", 1)[1])

    @property
    def openai(self):
        """What OpenAI's clients take as their base URL."""
        return self.address + "/v1"

    @property
    def anthropic(self):
        """What Anthropic's clients take as their base URL."""
        return self.address + "/anthropic"

    @property
    def said(self):
        return "".join(self._lines)

    def stop(self):
        """Ends it as an operator would; the exit status."""
        self.http.close()
        self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        self._reader.join(timeout=10)
        self._process.stderr.close()
        return status
