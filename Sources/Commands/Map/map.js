"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const [map, canvas, tip, words, found, shown, list] = ["map", "points", "tip", "words", "found", "shown", "list"]
  .map((id) => document.getElementById(id));
const points = data.points.map(([x, y, kind, id, label, color, text]) => {
  const lines = [id, label, color === null ? null : data.field + ": " + color, text].filter((line) => line);
  return { x, y, kind, lines, search: lines.join("\n").toLowerCase() };
});
const number = new Intl.NumberFormat("en");
const longestList = 50;
let matching = points, chosen = null;

const scale = () => canvas.clientWidth / data.width;

function draw() {
  const ratio = window.devicePixelRatio || 1, size = scale();
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  const context = canvas.getContext("2d");
  context.scale(size * ratio, size * ratio);
  const dot = (point, radius) => {
    context.beginPath();
    context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
    context.fill();
  };
  if (matching !== points) {
    context.globalAlpha = 0.12;
    context.fillStyle = getComputedStyle(document.body).color;
    for (const point of points) dot(point, data.radius * 0.7);
  }
  context.globalAlpha = 0.8;
  for (const point of matching) {
    context.fillStyle = data.colors[point.kind];
    dot(point, data.radius);
  }
  if (!chosen) return;
  context.globalAlpha = 1;
  context.fillStyle = data.colors[chosen.kind];
  dot(chosen, data.radius + 2);
  context.strokeStyle = getComputedStyle(document.body).color;
  context.lineWidth = 1.5;
  context.stroke();
}

function choose(point) {
  if (point === chosen) return;
  chosen = point;
  draw();
  tip.hidden = !point;
  if (!point) return;
  tip.textContent = point.lines.map((line) => line.length > 240 ? line.slice(0, 240) + "…" : line).join("\n");
  const size = scale(), isRight = point.x > data.width / 2, isLow = point.y > data.height / 2;
  tip.style.left = isRight ? "" : (point.x * size + 12) + "px";
  tip.style.right = isRight ? (canvas.clientWidth - point.x * size + 12) + "px" : "";
  tip.style.top = isLow ? "" : (point.y * size + 12) + "px";
  tip.style.bottom = isLow ? (canvas.clientHeight - point.y * size + 12) + "px" : "";
  shown.replaceChildren(...point.lines.map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  }));
}

function nearest(candidates, x, y, limit) {
  let best = null, least = limit * limit;
  for (const point of candidates) {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance <= least) [best, least] = [point, distance];
  }
  return best;
}

/* The nearest point that lies rather in a direction than beside it, or else at all ahead. */
function next(dx, dy) {
  if (!chosen) return nearest(matching, data.width / 2, data.height / 2, Infinity);
  const along = (point) => (point.x - chosen.x) * dx + (point.y - chosen.y) * dy;
  const beside = (point) => Math.abs((point.x - chosen.x) * dy - (point.y - chosen.y) * dx);
  const ahead = matching.filter((point) => along(point) > 0);
  const straight = ahead.filter((point) => along(point) >= beside(point));
  return nearest(straight.length > 0 ? straight : ahead, chosen.x, chosen.y, Infinity) || chosen;
}

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter((word) => word);
  matching = wanted.length === 0 ? points : points.filter((point) => wanted.every((word) => point.search.includes(word)));
  found.textContent = wanted.length === 0
    ? number.format(points.length) + " points"
    : number.format(matching.length) + " of " + number.format(points.length) + " points";
  list.replaceChildren(...(wanted.length === 0 ? [] : matching.slice(0, longestList)).map((point) => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = point.lines.join("\n");
    button.addEventListener("click", () => choose(point));
    item.append(button);
    return item;
  }));
  if (chosen && !matching.includes(chosen)) chosen = null, tip.hidden = true;
  draw();
}

canvas.addEventListener("pointermove", (event) => {
  const box = canvas.getBoundingClientRect(), size = scale();
  choose(nearest(matching, (event.clientX - box.left) / size, (event.clientY - box.top) / size, 14 / size));
});
canvas.addEventListener("pointerleave", () => choose(null));
canvas.addEventListener("keydown", (event) => {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.key === "Escape") return choose(null);
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  choose(next(...step));
});
words.addEventListener("input", filter);
new ResizeObserver(draw).observe(map);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
filter();
