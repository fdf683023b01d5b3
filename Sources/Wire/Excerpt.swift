/// The first words of a body that is not what it should be; of a page in HTML, its title.
///
/// - Returns: at most about 200 characters on one line; `nil` for a body without words.
package func excerpt(of body: [UInt8]) -> String? {
  let text = String(decoding: body.prefix(4096), as: UTF8.self)
  let words = (title(of: text) ?? text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  guard words.count > 200 else { return words.isEmpty ? nil : words }
  return words.prefix(200) + "…"
}

private func title(of text: String) -> String? {
  guard let start = text.firstRange(of: "<title>")?.upperBound,
    let end = text[start...].firstRange(of: "</title>")?.lowerBound
  else { return nil }
  return String(text[start..<end])
}
