"""A web page of another origin cannot get an answer; one of this machine, or one that was allowed, can."""

import functools
import json

import pytest

from pages import PageServer, Switch
from serving import Server

CHAT = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hello"}]}
MESSAGE = CHAT | {"model": "claude-sonnet-4-5", "max_tokens": 100}


@pytest.fixture(scope="module")
def pages():
    pages = PageServer()
    yield pages
    pages.close()


@pytest.fixture(scope="module")
def server(home, pages):
    server = Server("models", home, "--allow-origin", f"http://friend.test:{pages.port}")
    yield server
    assert server.stop() == 0, server.said


@pytest.fixture(scope="module")
def page(browser, pages):
    """Opens the page of a host, once."""
    return functools.cache(lambda host: browser.page(f"http://{host}:{pages.port}/"))


@pytest.fixture
def switch(pages):
    switch = Switch(pages.port)
    yield switch
    switch.close()


def fetched(page, url, options):
    """The status and the text that a page can read, or the error it gets in their place."""
    return page.run(f"""
        try {{
          const answer = await fetch({json.dumps(url)}, {json.dumps(options)});
          return [answer.type, answer.status, await answer.text()];
        }} catch (error) {{ return [error.name]; }}
    """)


def post(body, content_type="application/json", **others):
    return {"method": "POST", "headers": {"content-type": content_type}, "body": json.dumps(body)} | others


QUESTIONS = {
    "after a preflight": ("/v1/chat/completions", post(CHAT)),
    "after a preflight, with a key": (
        "/v1/chat/completions",
        {"method": "POST", "body": json.dumps(CHAT),
         "headers": {"content-type": "application/json", "authorization": "Bearer x"}}),
    "of the list of models": ("/v1/models", {}),
    "of Anthropic's API": (
        "/anthropic/v1/messages",
        {"method": "POST", "body": json.dumps(MESSAGE),
         "headers": {"content-type": "application/json", "anthropic-version": "2023-06-01", "x-api-key": "x",
                     "anthropic-dangerous-direct-browser-access": "true"}}),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_of_another_origin_gets_no_answer(page, server, question):
    path, options = QUESTIONS[question]
    assert fetched(page("evil.test"), server.address + path, options) == ["TypeError"]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "friend.test"])
def test_a_page_of_this_machine_or_a_friend_gets_its_answer(page, server, host, question):
    path, options = QUESTIONS[question]
    kind, status, text = fetched(page(host), server.address + path, options)
    assert (kind, status) == ("cors", 200), text
    assert "hello" in text or "gpt-4o-mini" in text


# A page can send it without asking first, so nobody may.
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "friend.test"])
def test_a_simple_request_is_refused(page, server, host):
    kind, status, text = fetched(page(host), server.address + "/v1/chat/completions", post(CHAT, "text/plain"))
    assert (kind, status) == ("cors", 415), text
    assert "application/json" in text


# The browser hides the answer from the page; the org must not even be asked.
@pytest.mark.parametrize("options", [
    post(CHAT, "text/plain", mode="no-cors"),
    post(CHAT, "text/plain", mode="no-cors", referrerPolicy="no-referrer"),
], ids=["with its origin", "with the origin null"])
def test_a_page_that_wants_no_answer_spends_nothing(page, server, options):
    before = spent(server)
    assert fetched(page("evil.test"), server.address + "/v1/chat/completions", options) == ["opaque", 0, ""]
    assert spent(server) == before


def test_a_form_spends_nothing(page, server):
    before = spent(server)
    told = page("evil.test").run(f"""
        const frame = document.createElement("iframe");
        frame.name = "answer";
        document.body.append(frame);
        const form = document.createElement("form");
        form.action = "{server.address}/v1/chat/completions";
        form.method = "post"; form.enctype = "text/plain"; form.target = "answer";
        const field = document.createElement("input");
        // With the equals sign that the browser puts between them, name and value are one JSON object.
        field.name = {json.dumps(json.dumps(CHAT)[:-1] + ', "user": "')}; field.value = '"}}';
        form.append(field); document.body.append(form);
        await new Promise(done => {{ frame.onload = done; form.submit(); }});
        return frame.contentDocument === null ? "hidden" : "readable";
    """)
    assert told == "hidden"
    assert spent(server) == before


@pytest.mark.parametrize("path, options", [
    ("/v1/models", {}), ("/v1/chat/completions", post(CHAT)), ("/v1/chat/completions", post(CHAT, "text/plain")),
], ids=["GET", "POST of JSON", "POST of text"])
def test_a_rebound_name_gets_no_answer(browser, server, switch, path, options):
    page = browser.page(f"http://evil.test:{switch.port}/")
    switch.target = server.port
    kind, status, text = fetched(page, path, options)
    assert (kind, status) == ("basic", 403)
    assert "evil.test" in json.loads(text)["error"]["message"]


def test_the_same_way_under_a_name_of_this_machine_gets_its_answer(browser, server, switch):
    page = browser.page(f"http://127.0.0.1:{switch.port}/")
    switch.target = server.port
    kind, status, text = fetched(page, "/v1/chat/completions", post(CHAT))
    assert (kind, status) == ("basic", 200)
    assert json.loads(text)["object"] == "chat.completion"


def test_a_preflight_of_another_origin_is_refused_by_the_server_itself(server):
    """What a browser asks before, without the browser."""
    answer = server.http.options("/v1/chat/completions", headers={
        "Origin": "http://evil.test", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type"})
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def spent(server):
    """How many tokens the server says it has sent to models."""
    lines = server.http.get("/metrics").text.splitlines()
    return [line for line in lines if line.startswith('sfmodels_tokens_total{direction="input"}')]
