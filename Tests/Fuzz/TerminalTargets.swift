@testable import Terminal

extension FuzzTarget {
  /// What a terminal shows, and what it sends.
  static let terminal = [
    FuzzTarget("markdown", render), FuzzTarget("control-characters", show), FuzzTarget("keys", readKeys),
  ]

  /// The same in pieces as whole, and without its styles the text as it came; escape characters are its styles' alone.
  private static func render(_ bytes: [UInt8]) {
    let text = bytes.map { $0 == 0x1B ? 0x20 : $0 }.text
    let whole = rendered([text])
    expectSame(rendered(text.unicodeScalars.map { String($0) }), whole, "character by character")
    expectSame(Array(whole.unstyled.utf8), Array(text.utf8), "without styles")
  }

  private static func rendered(_ pieces: [String]) -> String {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: true))
    return pieces.map { renderer.render($0).string }.joined() + renderer.finish().string
  }

  /// The same in pieces as whole, nothing that commands a terminal, and nothing to be shown once more.
  private static func show(_ bytes: [UInt8]) {
    let whole = shown([bytes])
    expectSame(shown(bytes.cut), whole, "in pieces")
    expectSame(shown([whole]), whole, "shown again")
    expect(whole.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x09 }, "a control character")
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    expectSame(ControlCharacterFilter.visible(text), whole.text, "as a text")
  }

  private static func shown(_ pieces: [[UInt8]]) -> [UInt8] {
    var filter = ControlCharacterFilter()
    return pieces.flatMap { filter.visible($0) } + filter.finish()
  }

  private static func readKeys(_ bytes: [UInt8]) {
    var rest = bytes[...]
    var decoder = InputDecoder(
      KeySource(
        next: { rest.popFirst().map { .byte($0) } ?? .end }, isMoreThere: { _ in !rest.isEmpty },
        bytesThere: {
          defer { rest = [] }
          return Array(rest)
        }, bytesWaiting: { rest.count }))
    while decoder.next() != .end {}
  }
}

extension String {
  /// Without what begins with an escape character and ends with an `m`.
  fileprivate var unstyled: String {
    var plain = String.UnicodeScalarView()
    var isStyle = false
    for scalar in unicodeScalars {
      if scalar == "\u{1B}" { isStyle = true }
      if !isStyle { plain.append(scalar) }
      if scalar == "m" { isStyle = false }
    }
    return String(plain)
  }
}
