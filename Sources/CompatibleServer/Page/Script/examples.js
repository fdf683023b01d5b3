// Texts to copy, in tabs where there are several.

/** A text with a button that copies it. */
function copyable(title, text) {
  const code = make("pre", { tabindex: "0", role: "group", "aria-label": title }, text);
  const button = make("button", { type: "button", "aria-label": `Copy ${title}` }, "Copy");
  const note = make("span", { class: "note", role: "status" });
  button.addEventListener("click", async () => {
    note.textContent = await copy(code) ? "Copied." : "Selected: copy it with Ctrl+C.";
  });
  return make("div", { class: "copied" }, code, make("div", { class: "buttons" }, button, note));
}

/** Where the browser lets nobody write to the clipboard, as on pages without TLS, the text is selected. */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  }
}

const placed = text => text.replaceAll("{address}", home.href.slice(0, -1)).replaceAll("{authority}", location.host)
  .replaceAll("{scheme}", location.protocol.slice(0, -1));

/** Tabs as https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ has them. */
function showExamples(id, examples) {
  const list = make("div", { role: "tablist", "aria-label": element(`${id}-title`).textContent });
  const panels = examples.map(({ title, text }, index) => make(
    "div", { role: "tabpanel", id: `${id}-${index}`, "aria-labelledby": `${id}-tab-${index}` },
    copyable(title, placed(text))));
  const tabs = examples.map(({ title }, index) => make(
    "button", { type: "button", role: "tab", id: `${id}-tab-${index}`, "aria-controls": `${id}-${index}` }, title));
  const select = chosen => tabs.forEach((tab, index) => {
    tab.setAttribute("aria-selected", index === chosen);
    tab.tabIndex = index === chosen ? 0 : -1;
    panels[index].hidden = index !== chosen;
  });
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => select(index));
    tab.addEventListener("keydown", event => {
      const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const chosen = (next + tabs.length) % tabs.length;
      select(chosen);
      tabs[chosen].focus();
    });
  });
  list.append(...tabs);
  select(0);
  element(id).replaceChildren(...examples.length > 1 ? [list] : [], ...panels);
}
