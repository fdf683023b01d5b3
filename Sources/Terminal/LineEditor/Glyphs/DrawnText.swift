/// Puts the glyphs back into what libedit draws.
struct DrawnText {
  private var decoder = ScalarDecoder()

  mutating func read(_ bytes: some Sequence<UInt8>, _ glyphs: Glyphs) -> String {
    var text = ""
    for scalar in bytes.flatMap({ decoder.read($0) }) {
      if let drawing = glyphs.drawing(of: scalar) {
        text += drawing
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
