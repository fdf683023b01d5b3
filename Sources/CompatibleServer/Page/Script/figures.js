// What runs, and the figures of the last hour.

const REFRESH = 10_000;

const cells = minute => [
  clock.format(new Date(minute.time)), ...[minute.requests, minute.errors, minute.input_tokens, minute.output_tokens].map(
    number.format), milliseconds(minute.first_event_ms.p50), milliseconds(minute.first_event_ms.p95)];

function showFigures({ minutes, last_hour: hour, errors, ...server }) {
  element("server").replaceChildren(...facts([
    ["API", server.api], ["Org", server.host], ["Up since", moment.format(new Date(server.up_since))],
    ["Under way", number.format(server.under_way.waiting + server.under_way.streaming)]]));
  const small = text => make("small", {}, text);
  const { p50, p95 } = hour.first_event_ms;
  element("charts").replaceChildren(
    chart("Requests a minute", [number.format(hour.requests), small(" in the hour")], minutes,
      [{ style: "first", figure: minute => minute.requests }]),
    chart("Tokens a minute", [number.format(hour.input_tokens), small(" in, "), number.format(hour.output_tokens), small(" out")],
      minutes, [
        { style: "first", name: "in", figure: minute => minute.input_tokens },
        { style: "second", name: "out", figure: minute => minute.output_tokens, isStacked: true }]),
    chart("Latency to first event", [milliseconds(p50), small(" p50, "), milliseconds(p95), small(" p95")], minutes, [
      { style: "second", name: "p95", figure: minute => minute.first_event_ms.p95 },
      { style: "first", name: "p50", figure: minute => minute.first_event_ms.p50 }], milliseconds),
    chart("Errors a minute", [number.format(hour.errors), small(" in the hour")], minutes,
      [{ style: "bad", figure: minute => minute.errors }]));
  element("minutes-details").hidden = false;
  const busy = minutes.filter(minute => minute.requests || minute.errors).reverse();
  table(element("minutes"), ["Minute", "Requests", "Errors", "Tokens in", "Tokens out", "p50", "p95"], busy.map(cells));
  showErrors(errors);
}

function showErrors(errors) {
  element("errors").tabIndex = errors.length ? 0 : -1;
  element("errors").replaceChildren(...errors.length ? errors.map(error => make(
    "li", {}, make("strong", {}, String(error.status)), ` ${error.message}`,
    make("div", { class: "about" }, [
      moment.format(new Date(error.time)), `${error.method} ${error.path}`, error.model, error.key && `key ${error.key}`,
      error.request_id].filter(text => text).join(" · ")))) : [make("li", { class: "about" }, "None.")]);
}

/** Where nobody is known who may see the figures, those of whoever could do not stay. */
function removeFigures() {
  for (const id of ["server", "charts", "minutes"]) element(id).replaceChildren();
  element("minutes-details").hidden = true;
  element("errors").tabIndex = -1;
  element("errors").replaceChildren();
}

/** The key that was the last to be asked with, where it may not see the figures; it is not asked with again and again. */
let refusedKey = null;

/** Asks for the figures; where only an admin may see them, the key's own use is what there is to see. */
async function refreshFigures() {
  if (lacksKey()) {
    refusedKey = null;
    removeFigures();
    tell("figures-note", "The figures need a key.");
    return;
  }
  const asked = key();
  if (asked === refusedKey) return;
  try {
    const stats = await (await ask("stats")).json();
    if (key() !== asked) return;
    refusedKey = null;
    showFigures(stats);
    tell("figures-note", "");
  } catch (error) {
    if (key() !== asked) return;
    const isAdmin = error.status !== 403;
    refusedKey = !isAdmin || error.status === 401 ? asked : null;
    if (refusedKey !== null) removeFigures();
    tell("figures-note", isAdmin ? failure(error) : "The figures of all are for an admin’s key.", isAdmin);
  }
}

const failure = error => error instanceof Refusal ? error.message : `The server cannot be reached: ${error.message}`;

/** Where all depends on the key: what the server says to it. */
async function refreshModels() {
  if (lacksKey()) {
    showModels([]);
    tell("key-note", "This server asks for a key. It stays in this tab.");
    return [];
  }
  const asked = key();
  try {
    const { data } = await (await ask("v1/models")).json();
    if (key() !== asked) return [];
    showModels(data.map(model => model.id));
    tell("key-note", "");
    tell("models-note", "");
    return data;
  } catch (error) {
    if (key() !== asked) return [];
    showModels([]);
    tell(error.status === 401 ? "key-note" : "models-note", failure(error), true);
    return [];
  }
}

const makesVectors = name => /embed/i.test(name);

function showModels(names) {
  const [select, before] = [element("model"), element("model").value];
  select.replaceChildren(...names.filter(name => !makesVectors(name)).map(name => make("option", {}, name)));
  const chosen = [before, "gpt-4o-mini"].find(name => names.includes(name));
  if (chosen) select.value = chosen;
  element("model-count").textContent = names.length ? number.format(names.length) : "";
  element("models").hidden = !names.length;
  element("names").replaceChildren(...names.map(name => make("li", {}, name)));
}
