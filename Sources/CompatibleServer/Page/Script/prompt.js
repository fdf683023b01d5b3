// A prompt to try.

const TOOL = [{
  type: "function",
  function: {
    name: "get_weather", description: "Tells the weather of a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
}];

/** What is typed into a field as JSON; nothing where it is empty. */
function json(id, fits, wanted) {
  const [field, text] = [element(id), element(id).value.trim()];
  field.removeAttribute("aria-invalid");
  if (!text) return undefined;
  try {
    const value = JSON.parse(text);
    if (fits(value)) return value;
  } catch {
    // Said below.
  }
  field.setAttribute("aria-invalid", "true");
  throw new Error(`${field.labels[0].textContent}: this is no ${wanted}.`);
}

const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value);

/** The request's body. @throws {Error} for what is no JSON. */
function requestBody() {
  const value = id => element(id).value;
  const figure = id => value(id) === "" ? undefined : Number(value(id));
  const streams = element("streams").checked;
  return {
    model: value("model"),
    messages: [...value("system").trim() ? [{ role: "system", content: value("system") }] : [],
      { role: "user", content: value("prompt") }],
    temperature: figure("temperature"), top_p: figure("top-p"), max_tokens: figure("max-tokens"),
    tools: json("tools", Array.isArray, "array"),
    ...streams ? { stream: true, stream_options: { include_usage: true } } : {},
    ...json("fields", isObject, "object"),
  };
}

/** Shows the request, or why there is none. */
function showRequest() {
  try {
    const text = curl(requestBody());
    const code = element("curl").querySelector("pre");
    if (code) code.textContent = text;
    else element("curl").replaceChildren(copyable("the request as curl", text));
  } catch (error) {
    element("curl").replaceChildren(make("p", { class: "note bad" }, error.message));
  }
}

/** An answer as it comes: texts, and calls of tools with their arguments, in the order in which they begin. */
class AnswerView {
  constructor(node) {
    this.node = node;
    // The text that a choice goes on with, by the choice's index, and calls by that and their own.
    this.texts = new Map();
    this.calls = new Map();
    node.replaceChildren();
    node.hidden = false;
  }

  add({ choices = [] }) {
    const { node } = this;
    const isAtEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 8;
    for (const { index = 0, delta = {} } of choices) {
      for (const text of [delta.content, delta.refusal]) if (text) this.addText(index, text);
      for (const [place, call] of (delta.tool_calls ?? []).entries()) this.addCall(index, call.index ?? place, call.function ?? {});
    }
    if (isAtEnd) node.scrollTop = node.scrollHeight;
  }

  addText(index, text) {
    if (!this.texts.has(index)) {
      this.texts.set(index, document.createTextNode(""));
      this.node.append(make("div", { class: "text" }, this.texts.get(index)));
    }
    this.texts.get(index).appendData(text);
  }

  /** The name may come with any piece. */
  addCall(index, place, { name, arguments: piece }) {
    const id = `${index} ${place}`;
    if (!this.calls.has(id)) {
      const call = { heading: make("h3", {}, "Tool"), text: document.createTextNode("") };
      this.calls.set(id, call);
      this.node.append(make("div", { class: "call" }, call.heading, make("pre", {}, call.text)));
      // What is said after a call stands below it.
      this.texts.delete(index);
    }
    const call = this.calls.get(id);
    if (name) call.heading.textContent = `Tool: ${name}`;
    call.text.appendData(piece ?? "");
  }
}

/** What is awaited. @throws {DOMException} as soon as somebody stops it. */
function unlessStopped(awaited, signal) {
  const stop = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
  return Promise.race([awaited, stop]);
}

let underWay = null;

/** Asks the model, and shows what it says until it ends or is stopped. */
async function send() {
  if (underWay) return;
  underWay = new AbortController();
  const { signal } = underWay;
  showBusy(true);
  const begun = performance.now();
  let first = null;
  try {
    tell("outcome", "Waiting for the answer…");
    await unlessStopped(models, signal);
    // The key may have come without a word of it.
    if (!element("model").options.length) await unlessStopped(refreshModels(), signal);
    const body = requestBody();
    element("answer-facts").replaceChildren();
    const view = new AnswerView(element("answer"));
    const answer = await ask("v1/chat/completions", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal,
    });
    let [usage, reason] = [null, null];
    for await (const chunk of chunks(answer)) {
      first ??= performance.now() - begun;
      view.add(chunk);
      usage = chunk.usage ?? usage;
      reason = chunk.choices?.[0]?.finish_reason ?? reason;
      tell("outcome", "Answering…");
    }
    showOutcome(answer, usage, reason, first, performance.now() - begun);
  } catch (error) {
    if (error.name === "AbortError") tell("outcome", "Stopped.");
    else tell("outcome", error instanceof Refusal || error instanceof TypeError ? failure(error) : error.message, true);
  }
  underWay = null;
  showBusy(false);
  refresh();
}

function showOutcome(answer, usage, reason, first, whole) {
  const header = name => answer.headers.get(name);
  tell("outcome", reason && reason !== "stop" ? `Ended: ${reason}.` : "Answered.");
  element("answer-facts").replaceChildren(...facts([
    ["Model", header("X-Sfmodels-Model")], ["First event", first !== null && milliseconds(Math.round(first))],
    ["Whole", milliseconds(Math.round(whole))],
    ["Tokens", usage && `${number.format(usage.prompt_tokens)} in, ${number.format(usage.completion_tokens ?? 0)} out`],
    ["Left out", header("X-Sfmodels-Ignored")], ["Lane", header("X-Sfmodels-Lane")],
    ["Stream", header("X-Stream-Downgraded") && "made of a whole answer"], ["Request", header("request-id")]]));
}

function showBusy(isBusy) {
  const [send, stop] = [element("send"), element("stop")];
  const hadFocus = document.activeElement;
  send.setAttribute("aria-disabled", isBusy);
  send.classList.toggle("busy", isBusy);
  element("answer").setAttribute("aria-busy", isBusy);
  stop.disabled = false;
  // Whoever has pressed the one may want the other next.
  if (isBusy && hadFocus === send) stop.focus();
  if (!isBusy && hadFocus === stop) send.focus();
  stop.disabled = !isBusy;
}

function preparePrompt() {
  const form = element("form");
  form.addEventListener("submit", event => {
    event.preventDefault();
    send();
  });
  form.addEventListener("input", showRequest);
  // Else nobody would see what the browser complains of.
  form.addEventListener("invalid", () => element("settings").open = true, { capture: true });
  element("stop").addEventListener("click", () => underWay?.abort());
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") underWay?.abort();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) form.requestSubmit();
  });
  element("tools-example").addEventListener("click", () => {
    element("tools").value = JSON.stringify(TOOL, null, 2);
    showRequest();
  });
}
