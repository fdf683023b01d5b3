// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html

/** The data of each event of a body, as text. */
async function* eventData(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let [rest, data] = ["", []];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === "" && data.length) {
        yield data.join("\n");
        data = [];
      }
      if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
    }
  }
}

/** The pieces of an answer of `/v1/chat/completions`, streamed or whole, each as a chunk of a stream. */
async function* chunks(answer) {
  if (!answer.headers.get("Content-Type")?.startsWith("text/event-stream")) {
    const whole = await answer.json();
    yield { ...whole, choices: (whole.choices ?? []).map(choice => ({ ...choice, delta: choice.message })) };
    return;
  }
  for await (const data of eventData(answer.body)) {
    if (data === "[DONE]") return;
    const chunk = JSON.parse(data);
    if (chunk.error) throw new Refusal(chunk.error.code, chunk.error.message);
    yield chunk;
  }
}
