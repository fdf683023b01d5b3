"""The page at `/`, in a browser: as a person uses it who types, listens to a screen reader, or means harm."""

import importlib.util
import json
import pathlib
import subprocess
import sys
import urllib.parse

import pytest
import yaml

from serving import PROGRAM, Server

PICTURES = pathlib.Path(__file__).parents[2] / ".build" / "page"
SIZES = [(360, 740), (1600, 1000)]
SCHEMES = ["light", "dark"]

# What a model might say to run something in whoever reads it.
MARKUP = (
    '<script>window.ran = 1</script><img src=x onerror="window.ran = 2"><svg onload="window.ran = 3">'
    '<a href="javascript:window.ran = 4">click</a></div></pre></body><style>*{display:none}</style>'
    '<iframe src="http://evil.test/"></iframe><img src="http://evil.test/x.png"><form action="http://evil.test/">'
    "{{constructor.constructor('window.ran = 5')()}} &lt;b&gt; [x](javascript:window.ran=6) `<b>`"
)


@pytest.fixture(scope="module")
def server(home):
    server = Server("llmg", home)
    yield server
    assert server.stop() == 0, server.said


@pytest.fixture
def page(browser, server):
    page = opened(browser, server.address)
    yield page
    page.close()


def opened(browser, address, **options):
    """The page with all that it asks for by itself, and a helper in it that finds what has a name."""
    page = browser.page(address + "/", **options)
    page.run("""
        window.named = name => [...document.querySelectorAll("label")].find(label => label.textContent === name)?.control
          ?? [...document.querySelectorAll("button, [role=tab]")].find(button => button.textContent === name);
        window.said = id => document.getElementById(id).textContent;
    """)
    if page.run("return document.getElementById('key-form').hidden"):
        page.wait("document.querySelectorAll('#charts figure').length && named('Model').options.length")
    return page


def fill(page, name, text):
    page.run(f"named({json.dumps(name)}).focus(); named({json.dumps(name)}).select?.()")
    page.type(text)


def send(page, prompt):
    """Has a prompt answered, to its end; what the page says of it."""
    fill(page, "Prompt", prompt)
    page.run("named('Send').click()")
    page.wait("said('outcome') && !/Waiting|Answering/.test(said('outcome'))")
    return page.run("return said('outcome')")


def troubles(page):
    """What the browser says against the page: errors, exceptions, and violations of its policy."""
    entries = [entry["entry"] for entry in page.told("Log.entryAdded")]
    return [entry for entry in entries if entry["level"] in ("error", "warning")] \
        + page.told("Runtime.exceptionThrown") + page.told("Runtime.consoleAPICalled")


def asked(page):
    """All that the page has asked for, whatever became of it."""
    return [request["request"]["url"] for request in page.told("Network.requestWillBeSent")]


def test_a_prompt_is_typed_sent_and_streams(page):
    page.run("""
        window.steps = new Set();
        new MutationObserver(() => steps.add(said("answer").length)).observe(
          document.getElementById("answer"), {childList: true, characterData: true, subtree: true});
    """)
    fill(page, "System", "Be kind.")
    assert send(page, "[[words: 60]]") == "Answered."
    answer = page.run("return said('answer')")
    assert len(answer.split()) == 60
    assert page.run("return steps.size") > 3
    facts = page.run("return said('answer-facts')")
    assert "First event" in facts and "Tokens" in facts and "req_" in facts
    assert troubles(page) == []


def test_an_answer_is_stopped(page, server):
    fill(page, "Prompt", "[[words: 100000]]")
    assert page.run("return named('Stop').disabled")
    page.run("named('Send').click()")
    page.wait("said('answer').length > 100")
    page.run("named('Stop').click()")
    page.wait("said('outcome') === 'Stopped.'")
    length = page.run("return said('answer').length")
    # The upstream is left alone, too.
    page.wait("!(await (await fetch('/stats')).json()).under_way.streaming")
    assert page.run("return said('answer').length") == length
    assert page.run("return named('Stop').disabled")
    assert send(page, "[[reply: again]]") == "Answered."
    assert page.run("return said('answer')") == "again"


def test_a_whole_answer_is_shown_as_well(page):
    page.run("named('Stream').click()")
    assert send(page, "[[reply: at once]]") == "Answered."
    assert page.run("return said('answer')") == "at once"


def test_tools_are_shown_as_they_come(page):
    page.run("document.getElementById('settings').open = true; named('Fill in an example').click()")
    assert send(page, '[[tool: get_weather {"city": "Berlin"}]]') == "Ended: tool_calls."
    assert page.run("return document.querySelector('.call h3').textContent") == "Tool: get_weather"
    assert json.loads(page.run("return document.querySelector('.call pre').textContent")) == {"city": "Berlin"}


def test_settings_are_sent_and_what_is_no_json_is_said(page):
    page.run("document.getElementById('settings').open = true")
    for name, text in [("Temperature", "0.5"), ("Max tokens", "64"), ("Top p", "0.9"), ("Other fields (JSON)", '{"seed": 7}')]:
        fill(page, name, text)
    assert send(page, "hello") == "Answered."
    assert posted(page) == {
        "model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hello"}], "temperature": 0.5, "top_p": 0.9,
        "max_tokens": 64, "stream": True, "stream_options": {"include_usage": True}, "seed": 7}
    fill(page, "Tools (JSON)", "{")
    assert send(page, "hello") == "Tools (JSON): this is no array."
    assert page.run("return named('Tools (JSON)').getAttribute('aria-invalid')") == "true"
    assert len(posts(page)) == 1


def posted(page):
    """The last body that was posted."""
    return json.loads(posts(page)[-1])


def posts(page):
    requests = [event["request"] for event in page.told("Network.requestWillBeSent")]
    return [request["postData"] for request in requests if request["method"] == "POST"]


def answer_with(page, *deltas):
    """Has the page's prompts answered by a stream of these pieces."""
    frames = [json.dumps({"choices": [{"index": 0, "delta": delta}]}) for delta in deltas] + ["[DONE]"]
    page.run(f"""
        const ask = window.fetch;
        window.fetch = (address, options) => options?.method !== "POST" ? ask(address, options) : Promise.resolve(
          new Response({json.dumps("".join(f"data: {frame}" + chr(10) * 2 for frame in frames))},
            {{headers: {{"Content-Type": "text/event-stream"}}}}));
    """)


def call(index, **function):
    return {"tool_calls": [{"index": index, "function": function}]}


@pytest.mark.parametrize("deltas, parts", [
    ([{"content": "a"}, {"content": "b"}], ["ab"]),
    ([{"content": "a"}, call(0, name="f", arguments="{"), call(0, arguments="}"), {"content": "b"}], ["a", "Tool: f{}", "b"]),
    ([call(0, name="f", arguments="{"), {"content": "a"}, call(0, arguments="}"), {"content": "b"}], ["Tool: f{}", "ab"]),
    ([call(0, arguments="{"), call(0, name="f", arguments="}")], ["Tool: f{}"]),
    ([call(0, arguments="{}")], ["Tool{}"]),
    ([call(0, name="f", arguments=None), call(0, name=None, arguments="{}")], ["Tool: f{}"]),
    ([call(0, name="f"), call(1, name="g", arguments="1"), call(0, arguments="2"), {"refusal": "no"}],
     ["Tool: f2", "Tool: g1", "no"]),
    ([{"content": "a"}, call(0, name="f"), {"content": "b"}, call(1, name="g"), {"content": "c"}],
     ["a", "Tool: f", "b", "Tool: g", "c"]),
])
def test_the_parts_of_an_answer_stand_in_their_order(page, deltas, parts):
    answer_with(page, *deltas)
    assert send(page, "hello") == "Answered."
    assert page.run("return [...document.getElementById('answer').children].map(part => part.textContent)") == parts


@pytest.mark.parametrize("cause", [
    # With another key the models are asked for anew, and where there are none, with each prompt.
    "document.getElementById('key').dispatchEvent(new Event('change'))", "named('Model').replaceChildren()"])
def test_it_stops_while_the_models_are_awaited(page, cause):
    page.run(f"""
        const ask = window.fetch;
        window.fetch = (address, options) => address.pathname === "/v1/models" ? new Promise(() => {{}}) : ask(address, options);
        {cause};
    """)
    fill(page, "Prompt", "hello")
    page.run("named('Send').click()")
    page.wait("!named('Stop').disabled && said('outcome').startsWith('Waiting')")
    page.run("named('Stop').click()")
    page.wait("said('outcome') === 'Stopped.'")
    assert page.run("return named('Stop').disabled")
    assert posts(page) == []
    assert troubles(page) == []


def test_what_the_browser_complains_of_can_be_seen(page):
    page.run("named('Prompt').value = 'hello'; named('Max tokens').value = '0'; named('Send').click()")
    assert page.run("return document.getElementById('settings').open")
    page.run("named('Prompt').value = ''; named('Max tokens').value = ''; named('Send').click()")
    assert page.run("return document.activeElement.id") == "prompt"
    assert posts(page) == []


def test_figures_are_those_of_the_server(page, server):
    server.http.delete("/v1/models/<b>bold")
    # With the answer the figures come anew.
    send(page, "hello")
    page.wait("said('errors').includes('/v1/models/')")
    hour = server.http.get("/stats").json()["last_hour"]
    shown = page.run("return [...document.querySelectorAll('.chart')].map(chart => chart.querySelector('.value').textContent)")
    assert shown[0] == f"{hour['requests']:,} in the hour"
    assert shown[1] == f"{hour['input_tokens']:,} in, {hour['output_tokens']:,} out"
    assert "p50" in shown[2] and "–" not in shown[2]
    assert shown[3] == f"{hour['errors']:,} in the hour"
    assert hour["requests"] > 0 and hour["errors"] > 0
    labels = page.run("return [...document.querySelectorAll('.chart svg')].map(picture => picture.getAttribute('aria-label'))")
    assert all("most at" in label for label in labels), labels
    assert page.run("return document.querySelectorAll('#minutes tbody tr').length") > 0
    facts = page.run("return said('server')")
    assert "LLM Gateway" in facts and "a pretend org" in facts and "Up since" in facts
    assert page.run("return said('version')") == server.http.get("/health").json()["version"]
    errors = page.run("return said('errors')")
    assert "405 This path answers GET only." in errors and "DELETE /v1/models/%3Cb%3Ebold" in errors


def test_a_minute_without_requests_has_no_latency(page):
    send(page, "hello")
    page.wait("!document.querySelectorAll('.chart .value')[2].textContent.includes('–')")
    words = page.run("""
        return [...document.querySelectorAll(".chart")].map(chart => [...chart.querySelectorAll(".minute title")].map(
          title => title.textContent.replace(/^.*?: /, "")));
    """)
    # The first of the hour's minutes was over before the server was there.
    assert [minutes[0] for minutes in words] == ["0", "0 in, 0 out", "– p95, – p50", "0"]
    assert [latencies for latencies in words[2] if "–" not in latencies]


def test_an_error_is_told_in_its_sentence(page):
    assert "Too many requests" in send(page, "[[status: 429]]")
    page.wait("said('errors').includes('429')")
    assert page.run("return document.getElementById('outcome').classList.contains('bad')")


def test_what_a_model_says_is_text(page, server):
    origin = server.address + "/"
    send(page, f"[[reply: {MARKUP}]]")
    assert page.run("return said('answer')") == MARKUP
    assert page.run("return document.querySelectorAll('#answer > div').length") == 1
    assert page.run("return document.querySelectorAll('#answer .text *').length") == 0
    arguments = json.dumps({"city": MARKUP.replace("[", "(").replace("]", ")")})
    page.run("document.getElementById('settings').open = true; named('Fill in an example').click()")
    send(page, f"[[tool: get_weather {arguments}]]")
    assert json.loads(page.run("return document.querySelector('.call pre').textContent")) == json.loads(arguments)
    assert page.run("return document.querySelectorAll('.call pre *').length") == 0
    # And what is said of a request, a model and a path.
    page.run(f"""
        await fetch("/v1/models/" + encodeURIComponent({json.dumps(MARKUP)}));
        await fetch("/v1/chat/completions", {{method: "POST", headers: {{"content-type": "application/json"}},
          body: JSON.stringify({{model: {json.dumps(MARKUP[:200])}, messages: [{{role: "user", content: "x"}}]}})}});
    """)
    send(page, "hello")
    page.wait("said('errors').includes('GET /v1/models/%3C')")
    assert page.run("return document.querySelectorAll('#errors img, #errors script, #errors a, #errors svg').length") == 0
    assert page.run("return window.ran === undefined")
    assert [url for url in asked(page) if not url.startswith(origin) and not url.startswith("data:")] == []
    # The browser notes that the two requests above were answered with an error, and nothing else.
    assert [trouble for trouble in troubles(page) if trouble.get("source") != "network"] == []


def test_its_policy_lets_no_markup_run_even_if_somebody_writes_some(page):
    """What would happen if the script had a mistake."""
    for script in [
        "document.body.innerHTML = '<img src=x onerror=\"window.ran = 1\">'",
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 2'}))",
        "await fetch('http://127.0.0.1:1/')",
    ]:
        assert page.run(f"try {{ {script}; return 'done'; }} catch (error) {{ return error.name; }}") == "TypeError"
    assert page.run("return window.ran === undefined")


def test_it_is_one_small_answer_and_asks_its_own_server_alone(browser, server):
    page = opened(browser, server.address)
    paths = [urllib.parse.urlsplit(url).path for url in asked(page) if not url.startswith("data:")]
    assert sorted(paths) == ["/", "/stats", "/v1/models"]
    answer = server.http.get("/")
    assert len(answer.content) < 60_000
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert troubles(page) == []
    page.close()


def test_it_works_by_keyboard(page):
    """Tab leads through everything, and what has the focus can be seen."""
    page.run("document.activeElement.blur(); scrollTo(0, 0)")
    reached = []
    for _ in range(60):
        page.press("Tab")
        name = page.run("""
            const here = document.activeElement;
            if (here === document.body) return null;
            if (getComputedStyle(here).outlineStyle === "none") throw new Error("no focus to be seen: " + here.outerHTML);
            return here.labels?.[0]?.textContent ?? here.getAttribute("aria-label") ?? here.textContent.trim();
        """)
        if name is None:
            break
        reached.append(name)
    for name in ["Model", "System", "Prompt", "Settings and tools", "Send", "The request as curl", "Claude Code",
                 "Copy Claude Code", "Keep up to date", "The figures as a table", "Prometheus"]:
        assert name in reached, reached
    order = [reached.index(name) for name in ("Model", "System", "Prompt", "Send")]
    assert order == sorted(order)


def test_a_prompt_is_sent_and_stopped_by_keyboard(page):
    focus = "return document.activeElement.id"
    page.run("named('Prompt').focus()")
    page.type("[[words: 100000]]")
    page.press("Tab")
    page.press("Tab")
    assert page.run(focus) == "send"
    page.press("Enter")
    page.wait("said('answer').length > 50")
    # The next thing to want is to stop it.
    assert page.run(focus) == "stop"
    page.press("Enter")
    page.wait("said('outcome') === 'Stopped.'")
    assert page.run(focus) == "send"
    fill(page, "Prompt", "[[words: 100000]]")
    page.press("Enter", control=True)
    page.wait("said('outcome') === 'Answering…'")
    page.press("Escape")
    page.wait("said('outcome') === 'Stopped.'")
    assert page.run(focus) == "prompt"


def test_tabs_are_turned_by_arrows(page):
    page.run("named('Claude Code').focus()")
    visible = "return [...document.querySelectorAll('#clients [role=tabpanel]')].filter(panel => panel.checkVisibility()).map(panel => panel.id)"
    for key, name, panel in [("ArrowRight", "Codex", 1), ("End", "curl", 5), ("ArrowRight", "Claude Code", 0), ("ArrowLeft", "curl", 5)]:
        page.press(key)
        assert page.run("return document.activeElement.textContent") == name
        assert page.run(visible) == [f"clients-{panel}"]


def test_a_screen_reader_finds_its_controls_by_name(page):
    found = page.accessible()
    for entry in [("textbox", "Prompt"), ("button", "Send"), ("button", "Stop"), ("combobox", "Model"), ("textbox", "System"),
                  ("heading", "The last hour"), ("banner", ""), ("main", ""), ("region", "Try it")]:
        assert found.count(entry) == 1, (entry, found)


def axe():
    """axe-core, as a package has it that need not be used otherwise."""
    package = importlib.util.find_spec("axe_playwright_python")
    if package is None:
        pytest.skip("axe-core is missing: the package axe-playwright-python has it")
    return (pathlib.Path(package.submodule_search_locations[0]) / "axe.min.js").read_text()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width, height", SIZES)
def test_axe_finds_nothing(browser, server, width, height, scheme):
    script = axe()
    page = opened(browser, server.address, width=width, height=height, scheme=scheme)
    server.http.delete("/v1/models/gpt-4o")
    page.run("document.querySelectorAll('details').forEach(details => details.open = true); named('Fill in an example').click()")
    send(page, '[[tool: get_weather {"city": "Berlin"}]]')
    page.wait("said('errors').includes('/v1/models/gpt-4o')")
    found = page.run(f"""
        {script};
        const {{violations}} = await axe.run(document, {{resultTypes: ["violations"]}});
        return violations.map(({{id, impact, nodes}}) => [id, impact, nodes.map(node => node.html)]);
    """)
    assert found == []
    page.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width, height", SIZES)
def test_it_fits_and_is_pictured(browser, server, width, height, scheme):
    page = opened(browser, server.address, width=width, height=height, scheme=scheme)
    page.run("document.getElementById('settings').open = true; named('Fill in an example').click()")
    send(page, '[[tool: get_weather {"city": "Berlin"}]]')
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.picture(PICTURES / f"{width}-{scheme}.png")
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    beyond = page.run("""
        return [...document.querySelectorAll("header *, section, section > *, label, button, input, select, textarea, figure")]
          .filter(node => node.checkVisibility() && node.getBoundingClientRect().right > innerWidth).map(node => node.outerHTML);
    """)
    assert beyond == []
    page.close()


PROMPT = "It's \"quoted\" \\ and $HOME `id` !!\n\ttwo lines – ü 🎈 </script>"


def test_the_request_as_curl_is_what_was_sent(page, server, tmp_path):
    fill(page, "Prompt", PROMPT)
    page.run("named('Stream').click()")
    line = page.run("return document.querySelector('#curl pre').textContent")
    shell = subprocess.run(["sh", "-c", line.replace("curl ", "printf '%s\\0' ", 1)], capture_output=True, check=True, text=True)
    words = shell.stdout.split("\0")
    assert json.loads(words[words.index("-d") + 1]) == {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": PROMPT}]}
    if subprocess.run(["which", "curl"], capture_output=True).returncode == 0:
        answer = subprocess.run(["sh", "-c", line], capture_output=True, check=True, text=True).stdout
        assert json.loads(answer)["object"] == "chat.completion"


def text_of(page, group, title):
    """What is to be copied, as it stands on the page."""
    return page.run(f"""
        const tab = [...document.querySelectorAll("#{group} [role=tab]")].find(tab => tab.textContent === {json.dumps(title)});
        return document.getElementById(tab.getAttribute("aria-controls")).querySelector("pre").textContent;
    """)


@pytest.mark.parametrize("title", ["OpenAI SDKs", "Anthropic SDKs", "curl"])
def test_settings_to_copy_work_as_they_stand(page, home, title):
    text = text_of(page, "clients", title)
    folder = pathlib.Path(sys.executable).parent
    answer = subprocess.run(
        ["sh", "-e", "-c", text], capture_output=True, text=True, env={"HOME": str(home), "PATH": f"{folder}:/usr/bin:/bin"})
    assert answer.returncode == 0, answer.stderr
    assert "hello" in answer.stdout


@pytest.mark.parametrize("client, title", [("claude-code", "Claude Code"), ("codex", "Codex"), ("openai", "OpenAI SDKs"), ("llm", "llm")])
def test_settings_to_copy_are_those_that_the_command_prints(page, server, home, client, title):
    printed = subprocess.run(
        [PROGRAM, "serve", "--emulator", "--api", "llmg", "--port", str(server.port), "--print-config", client],
        capture_output=True, check=True, text=True, env={"HOME": str(home), "PATH": "/usr/bin:/bin"}).stdout
    lines = [line for line in printed.splitlines() if not (line.startswith("# ") and " is sfdc_ai__" in line)]
    assert text_of(page, "clients", title).startswith("\n".join(lines))


def test_configurations_of_collectors_are_yaml_and_name_this_server(page, server):
    prometheus = yaml.safe_load(text_of(page, "collectors", "Prometheus"))
    wanted = {"job_name": "sfmodels", "scheme": "http", "static_configs": [{"targets": [f"127.0.0.1:{server.port}"]}]}
    assert prometheus == {"scrape_configs": [wanted]}
    collector = yaml.safe_load(text_of(page, "collectors", "OpenTelemetry Collector"))
    assert collector["receivers"]["prometheus"]["config"]["scrape_configs"] == [wanted]
    assert [operator["type"] for operator in collector["receivers"]["filelog"]["operators"]] == ["filter", "json_parser"]
    assert set(collector["service"]["pipelines"]) == {"metrics", "logs"}


def test_what_is_to_know_of_many_machines_is_said(page):
    text = page.run("return document.querySelector('[aria-labelledby=limiters-title]').textContent")
    assert "Each instance counts for itself" in text and "ledger" in text and "limit_req" in text


def test_a_key_is_asked_for_and_stays_in_the_tab(browser, home):
    server = Server("llmg", home, key="sk-sesame-123")
    page = opened(browser, server.address)
    assert page.run("return named('Key').checkVisibility()")
    assert "asks for a key" in page.run("return said('key-note')")
    # Nothing is asked for without one.
    assert [urllib.parse.urlsplit(url).path for url in asked(page) if not url.startswith("data:")] == ["/"]
    fill(page, "Key", "sk-wrong")
    page.wait("said('key-note').includes('not one of')")
    fill(page, "Key", "sk-sesame-123")
    page.press("Enter")
    page.wait("document.querySelectorAll('#charts figure').length && named('Model').options.length")
    assert page.run("return said('key-note')") == ""
    assert send(page, "[[reply: let in]]") == "Answered."
    assert page.run("return said('answer')") == "let in"
    assert "Bearer $SFMODELS_SERVE_KEY" in page.run("return said('curl')")
    assert page.run("return document.documentElement.outerHTML.includes('sesame')") is False
    assert page.run("return [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert all("sesame" not in url for url in asked(page))
    page.reload()
    assert page.run("return document.getElementById('key').value") == ""
    page.close()
    assert server.stop() == 0
    assert "sesame" not in server.said


def key_added(home, *words):
    """A new key with a name, in the file of a home."""
    told = subprocess.run(
        [PROGRAM, "keys", "add", *words], capture_output=True, check=True, text=True, env={"HOME": str(home), "PATH": "/usr/bin:/bin"})
    return told.stdout.split()[0]


def test_a_key_with_a_name_sees_what_it_used_and_an_admins_sees_all(browser, tmp_path):
    alice = key_added(tmp_path, "alice", "--tokens-per-day", "5000", "--models", "gpt-4o-mini")
    admin = key_added(tmp_path, "root", "--admin")
    server = Server("llmg", tmp_path, "--keys")
    page = opened(browser, server.address)
    fill(page, "Key", alice)
    page.wait("said('usage').includes('alice')")
    models = page.run("return [...named('Model').options].map(option => option.value)")
    assert "gpt-4o-mini" in models and not [model for model in models if "claude" in model]
    page.wait("said('figures-note').includes('admin')")
    assert send(page, "hello") == "Answered."
    page.wait("document.querySelector('#usage tbody tr').cells[1].textContent === '1'")
    assert page.run("return document.querySelectorAll('#usage tbody tr').length") == 1
    fill(page, "Key", admin)
    page.wait("document.querySelectorAll('#usage tbody tr').length === 2")
    page.wait("document.querySelectorAll('#charts figure').length === 4")
    assert page.run("return said('figures-note')") == ""
    page.close()
    assert server.stop() == 0


def test_figures_go_with_the_key_that_may_see_them(browser, tmp_path):
    alice, admin = key_added(tmp_path, "alice"), key_added(tmp_path, "root", "--admin")
    server = Server("llmg", tmp_path, "--keys")
    page = opened(browser, server.address)

    def use(key):
        page.run(f"named('Key').value = {json.dumps(key)}; named('Key').dispatchEvent(new Event('change'))")

    def figures():
        return page.run("""
            return [said("server"), said("charts"), said("errors"), document.getElementById("minutes").textContent,
              document.getElementById("minutes-details").hidden];
        """)

    refusals = [("", "need a key"), (alice, "admin"), ("wrong", "not one of"), (alice, "admin"), ("", "need a key")]
    for key, note in refusals:
        use(admin)
        page.wait("document.querySelectorAll('#charts figure').length === 4 && said('usage').includes('root')")
        send(page, "[[status: 429]]")
        page.wait("said('errors').includes('429') && said('minutes')")
        assert page.run("return said('figures-note')") == ""
        use(key)
        page.wait(f"said('figures-note').includes({json.dumps(note)})")
        assert figures() == ["", "", "", "", True]
        page.wait("!document.getElementById('usage').checkVisibility() || !said('usage').includes('root')")
    assert page.run("return named('Model').options.length") == 0
    page.close()
    assert server.stop() == 0


def test_it_works_under_another_name_of_the_server(browser, home):
    server = Server("llmg", home, "--allow-host", "models.test")
    page = opened(browser, f"http://models.test:{server.port}")
    assert send(page, "[[reply: from afar]]") == "Answered."
    assert page.run("return said('answer')") == "from afar"
    assert f"http://models.test:{server.port}/v1" in text_of(page, "clients", "OpenAI SDKs")
    page.close()
    assert server.stop() == 0


def test_without_the_page_there_is_none(home):
    server = Server("models", home, "--no-page")
    assert server.http.get("/", headers={"Accept": "text/html"}).status_code == 404
    assert server.http.get("/stats").json()["api"] == "Models REST API"
    assert server.stop() == 0
    assert "the page is at" not in server.said


def test_a_stream_that_is_none_is_called_so(browser, home):
    server = Server("models", home)
    page = opened(browser, server.address)
    assert send(page, "hello") == "Answered."
    assert "made of a whole answer" in page.run("return said('answer-facts')")
    page.close()
    assert server.stop() == 0
    assert f"the page is at {server.address}/" in server.said
