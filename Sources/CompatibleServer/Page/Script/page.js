// The page, from its first moment on.

/** The models, as soon as they are known. */
let models = Promise.resolve([]);

function refresh() {
  refreshFigures();
  refreshUsage();
}

function begin() {
  models = refreshModels().then(showRequest);
  refresh();
}

/** A key counts when it is there whole: pasted, after a pause, or where somebody says so. */
function watchKey() {
  let pause = 0;
  const take = () => {
    clearTimeout(pause);
    begin();
  };
  element("key").addEventListener("input", event => {
    clearTimeout(pause);
    pause = setTimeout(take, event.data?.length === 1 ? 1000 : 100);
  });
  element("key").addEventListener("change", take);
}

element("version").textContent = settings.version;
element("key-form").hidden = !settings.needsKey;
showExamples("clients", settings.clients);
showExamples("collectors", settings.collectors);
showExamples("limiters", settings.limiters);
preparePrompt();
watchKey();
begin();
setInterval(() => {
  if (element("live").checked && document.visibilityState === "visible") refresh();
}, REFRESH);
