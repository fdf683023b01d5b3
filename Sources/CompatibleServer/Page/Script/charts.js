// Charts of sixty minutes, a bar for each.

const HEIGHT = 72;
const WIDTH = 10;

/** The least round number that is not below a figure. */
function ceiling(figure) {
  const unit = 10 ** Math.floor(Math.log10(Math.max(figure, 1)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map(step => step * unit).find(end => end >= figure);
}

/**
 * A chart with its sum above it.
 *
 * @param minutes as the server tells them.
 * @param series each a class, a name, what a minute has of it, and whether its bars stand on those of the one before.
 * @param words of a figure; where a minute may have none, of `null`, too.
 */
function chart(title, value, minutes, series, words = number.format) {
  const sums = minutes.map(minute => stack(minute, series).at(-1).top);
  const highest = Math.max(...series.flatMap((_, place) => minutes.map(minute => stack(minute, series)[place].top)), 0);
  const end = ceiling(highest);
  const peak = minutes[sums.indexOf(Math.max(...sums))];
  const summary = highest > 0 ? `most at ${clock.format(new Date(peak.time))}: ${said(peak, series, words)}` : "nothing";
  const picture = draw(
    "svg", {
      viewBox: `0 0 ${minutes.length * WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img",
      "aria-label": `${title}, minute by minute: ${summary}`,
    },
    ...minutes.flatMap((minute, index) => bars(minute, index, series, end)),
    ...minutes.map((minute, index) => draw(
      "rect", { class: "minute", x: index * WIDTH, y: 0, width: WIDTH, height: HEIGHT },
      draw("title", {}, `${clock.format(new Date(minute.time))}: ${said(minute, series, words)}`))));
  return make(
    "figure", { class: "chart" },
    make("figcaption", {}, make("span", {}, title), legend(series)),
    make("div", { class: "value" }, ...value), picture,
    make("div", { class: "axis" }, make("span", {}, clock.format(new Date(minutes[0].time))),
      make("span", {}, highest > 0 ? `top: ${words(end)}` : ""), make("span", {}, "now")));
}

/** Where the bars of a minute begin and end; those in the front come last. */
function stack(minute, series) {
  let base = 0;
  return series.map(({ figure, isStacked }) => {
    const bottom = isStacked ? base : 0;
    base = bottom + (figure(minute) ?? 0);
    return { bottom, top: base };
  });
}

function bars(minute, index, series, end) {
  return stack(minute, series).map(({ bottom, top }, place) => {
    // What there is can be seen, however little.
    const height = top > bottom ? Math.max((top - bottom) / end * HEIGHT, 2) : 0;
    return height && draw("rect", {
      class: series[place].style, x: index * WIDTH + 1, width: WIDTH - 2, height,
      y: Math.max(HEIGHT - bottom / end * HEIGHT - height, 0),
    });
  }).filter(bar => bar);
}

const said = (minute, series, words) =>
  series.map(({ name, figure }) => `${words(figure(minute))}${name ? ` ${name}` : ""}`).join(", ");

const legend = series => make("span", { class: "legend" }, ...series.filter(({ name }) => name).flatMap(
  ({ style, name }) => [make("i", { class: style, "aria-hidden": "true" }), name]));
