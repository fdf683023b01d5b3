// What was used with keys that have names.

/** The key that was the last to be asked with, where the server does not know it. */
let wrongKey = null;

async function refreshUsage() {
  element("usage-section").hidden = !settings.namesKeys || lacksKey();
  if (element("usage-section").hidden) {
    wrongKey = null;
    element("usage-scroll").hidden = true;
    return;
  }
  const asked = key();
  if (asked === wrongKey) return;
  try {
    const usage = await (await ask("usage")).json();
    if (key() !== asked) return;
    wrongKey = null;
    const keys = usage.data ?? [usage];
    table(element("usage"), ["Key", "Requests", "Failures", "Tokens in", "Tokens out", "Left today"], keys.map(row => [
      row.key, ...[row.today.requests, row.today.failures, row.today.input_tokens, row.today.output_tokens].map(number.format),
      row.tokens_left_today === undefined ? "no limit" : number.format(row.tokens_left_today)]));
    element("usage-scroll").hidden = false;
    tell("usage-note", "");
  } catch (error) {
    if (key() !== asked) return;
    wrongKey = error.status === 401 ? asked : null;
    element("usage-scroll").hidden = true;
    tell("usage-note", failure(error), true);
  }
}
