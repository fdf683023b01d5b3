// The request as a line for a shell.

/** One word of a shell, whatever is in it. */
const quoted = text => `'${text.replaceAll("'", `'\\''`)}'`;

/** The key is not in it, but the variable that a shell should have it in. */
function curl(body) {
  return [
    `curl${body.stream ? " -N" : ""} ${quoted(new URL("v1/chat/completions", home).href)}`,
    ...settings.needsKey ? [`-H "Authorization: Bearer $SFMODELS_SERVE_KEY"`] : [],
    "-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body, null, 2))}`,
  ].join(" \\\n  ");
}
