// Asking the server that has sent this page, with the key that was typed: it is in the field, and nowhere else.

const settings = JSON.parse(element("facts").textContent);

/** Where the page is, with a slash at its end: a proxy may have put it below a path. */
const home = new URL(".", location.href);

const key = () => element("key").value.trim();

/** What the server said in place of an answer. */
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @throws {Refusal} for an answer that is none, or an error of the browser's where there was no way to the server. */
async function ask(path, options = {}) {
  const headers = { ...options.headers };
  if (key()) headers.Authorization = `Bearer ${key()}`;
  const answer = await fetch(new URL(path, home), { ...options, headers, credentials: "omit" });
  if (answer.ok) return answer;
  let message = `The server answered ${answer.status}.`;
  try {
    message = (await answer.json()).error.message;
  } catch {
    // What is no JSON is not our server's.
  }
  throw new Refusal(answer.status, message);
}

/** Whether nothing need be asked before a key is typed. */
const lacksKey = () => settings.needsKey && !key();
