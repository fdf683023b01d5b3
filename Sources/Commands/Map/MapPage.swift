import RowEngine
import Wire

/// Draws a map as a page that shows the text of the point under the pointer, and filters by words.
struct MapPage {
  private let picture: MapPicture

  init(_ picture: MapPicture) { self.picture = picture }

  /// - Throws: what writing throws.
  func write(to write: (String) throws -> Void) throws {
    let page = HTMLPage(
      title: "Map of \(picture.title)", style: Self.style, script: Self.script, data: ("data", .object(data)))
    try write(page.beginning)
    try write(
      """
      <main>
      <h1>\(MarkupText.escaped(picture.title))</h1>
      <p class="faint">\(MarkupText.escaped(picture.summary))</p>
      <p><label for="words">Words</label> <input id="words" type="search" autocomplete="off">
      <span id="found" role="status"></span></p>
      <div id="map">

      """)
    try MapSVG(picture).writeFrame(to: write)
    try write(Self.controls)
    try write(page.end)
  }

  private static let controls = """
    <canvas id="points" tabindex="0" role="application" \
    aria-label="Points. The arrow keys go from one to the next, Escape leaves." aria-describedby="shown"></canvas>
    <div id="tip" hidden></div>
    </div>
    <h2>The point</h2>
    <div id="shown" role="status"><p class="faint">Point at one, or use the arrow keys in the picture.</p></div>
    <h2>What the words are in</h2>
    <ol id="list"></ol>
    </main>

    """

  /// Each point is where it is drawn, its class, id, label, colour's value and text.
  private var data: JSONObject {
    let classes = picture.coloring.classes(of: picture.points.map(\.color))
    let points = zip(picture.points, classes).map { point, index -> JSONValue in
      let place = picture.plot.position(of: point.place)
      func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
      return [
        .number(MapSVG.digits(place.x)), .number(MapSVG.digits(place.y)), JSONValue(index), .string(point.id),
        text(point.label), text(point.color?.fieldText), text(point.text),
      ]
    }
    return [
      "width": .number(MapSVG.digits(PlotArea.size.x)), "height": .number(MapSVG.digits(PlotArea.size.y)),
      "radius": .number(MapSVG.radius(points.count)),
      "colors": .array(picture.coloring.colors.map { .string($0) }),
      "field": picture.coloring.field.map { .string($0) } ?? .null, "points": .array(points),
    ]
  }

  private static let style = """
    #map{position:relative;border:1px solid var(--line);border-radius:6px}
    #map svg{display:block;width:100%;height:auto}
    #points{position:absolute;inset:0;width:100%;height:100%;touch-action:pan-y}
    .ink{fill:var(--ink)}.faint{fill:var(--faint)}.line{stroke:var(--line)}.density{fill:var(--faint)}
    #tip{position:absolute;max-width:22rem;padding:.4rem .6rem;pointer-events:none;font-size:.875rem;\
    background:var(--panel);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap}
    #shown{min-height:4.5rem;padding:.5rem .75rem;background:var(--panel);border-radius:6px}
    #shown p{margin:0;white-space:pre-wrap}
    input,button{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);\
    border-radius:6px;padding:.3rem .5rem}
    input{min-width:min(20rem,60vw)}
    #list button{text-align:left;width:100%;white-space:pre-wrap}#list li{margin:.25rem 0}

    """

  /// Sets texts as texts alone, never as markup.
  private static let script = "\n" + String(decoding: PackageResources.map_js, as: UTF8.self)
}
