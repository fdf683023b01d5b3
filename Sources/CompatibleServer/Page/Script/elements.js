// The document's elements. Text of others is always text: nothing here, or below, makes markup of a string.

const element = id => document.getElementById(id);

const make = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

const draw = (name, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Says something beside what it is about; nothing where all is well. */
function tell(id, text, isBad = false) {
  const note = element(id);
  // A sentence that stays the same is not read out again.
  if (note.textContent !== text) note.textContent = text;
  note.classList.toggle("bad", isBad);
}

/** Pairs of a term and its description, those without a description left out. */
const facts = pairs => pairs.filter(([, text]) => text).map(([term, text]) =>
  make("div", {}, make("dt", {}, term), make("dd", {}, text)));

/** A table with a row for each array, the first cell of which is its head. */
function table(node, heads, rows) {
  const cells = ([first, ...others]) => [make("th", { scope: "row" }, first), ...others.map(text => make("td", {}, text))];
  node.replaceChildren(
    make("thead", {}, make("tr", {}, ...heads.map(text => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows.map(row => make("tr", {}, ...cells(row)))));
}

const number = new Intl.NumberFormat("en-US");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

const counted = (count, word) => `${number.format(count)} ${word}${count === 1 ? "" : "s"}`;

const milliseconds = time =>
  time === null ? "–" : time < 1000 ? `${number.format(time)} ms` : `${number.format(Math.round(time / 100) / 10)} s`;
