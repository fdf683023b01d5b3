"""A server for each upstream API, and a world without any other network."""

import os
import socket

import pytest

pytest.register_assert_rewrite("shapes")

from chromium import Chromium
from serving import Server

# Clients read keys, addresses and proxies from here, and some would report home.
for name in list(os.environ):
    if name.startswith(("OPENAI_", "ANTHROPIC_", "LANGCHAIN_", "LANGSMITH_")) or name.lower().endswith("_proxy"):
        del os.environ[name]
os.environ |= {"DO_NOT_TRACK": "1", "LANGSMITH_TRACING": "false", "LOGFIRE_SEND_TO_LOGFIRE": "false"}


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory):
    """A home of nobody's, so that no client finds or leaves anything in the user's."""
    path = tmp_path_factory.mktemp("home")
    os.environ["HOME"] = str(path)
    return path


@pytest.fixture(scope="session", autouse=True)
def loopback_only():
    """Whoever connects to another machine fails and says so."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a client tried to reach {address}")
        return connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="module", params=["models", "llmg"])
def server(request, home):
    """The program under test, once for each upstream API."""
    server = Server(request.param, home)
    yield server
    assert server.stop() == 0, server.said


@pytest.fixture(scope="module")
def guarded_server(home):
    """One that asks for a key."""
    server = Server("models", home, key="sesame")
    yield server
    assert server.stop() == 0, server.said


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Chromium, without a screen."""
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.close()
