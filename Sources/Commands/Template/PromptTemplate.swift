/// A text with places that something else takes: `{{name}}`, `{{input}}`, `{{file:PATH}}`; `{{{{` is `{{`.
struct PromptTemplate: Equatable, Sendable {
  /// A piece of the text, or what takes its place.
  enum Part: Hashable, Sendable {
    case text(String)
    case variable(String)
    /// What the command was given: standard input, or a row's own prompt.
    case input
    /// A file's text.
    case file(String)
  }

  /// Why a text is no template.
  struct Mistake: Error, Equatable {
    enum Problem: Equatable { case unclosed, nameless }

    /// From 1, in the text.
    let line: Int
    let problem: Problem
  }

  let parts: [Part]

  /// - Throws: ``Mistake`` for `{{` without `}}` on its line, and for nothing between them.
  init(_ text: String) throws(Mistake) {
    var reader = PlaceholderReader(text)
    parts = try reader.parts()
  }

  /// The names in the text, each once, in the order in which they first stand there.
  var variables: [String] {
    var seen: Set<String> = []
    return parts.compactMap { part in
      guard case .variable(let name) = part, seen.insert(name).inserted else { return nil }
      return name
    }
  }

  var usesInput: Bool { parts.contains(.input) }

  /// The text with values in their places, which are not looked at again.
  func filled(_ value: (Part) throws -> String) rethrows -> String {
    var text = ""
    for part in parts {
      if case .text(let piece) = part { text += piece } else { text += try value(part) }
    }
    return text
  }
}

/// Tells text and placeholders apart.
private struct PlaceholderReader {
  private let source: String
  private var text: String.UTF8View { source.utf8 }
  private var position: String.Index
  /// Where the text begins that no part has yet.
  private var start: String.Index
  private var found: [PromptTemplate.Part] = []

  init(_ text: String) {
    source = text
    position = text.startIndex
    start = position
  }

  mutating func parts() throws(PromptTemplate.Mistake) -> [PromptTemplate.Part] {
    while let open = text[position...].firstRange(of: Self.open)?.lowerBound {
      let inside = text.index(open, offsetBy: 2)
      endText(at: open)
      if text[inside...].starts(with: Self.open) {
        start = inside
        position = text.index(inside, offsetBy: 2)
        endText(at: position)
      } else {
        found.append(try placeholder(from: inside, openedAt: open))
      }
    }
    endText(at: text.endIndex)
    return found
  }

  private mutating func placeholder(
    from inside: String.Index, openedAt open: String.Index
  ) throws(PromptTemplate.Mistake) -> PromptTemplate.Part {
    let line = text[inside...].prefix { $0 != UInt8(ascii: "\n") }
    guard let close = line.firstRange(of: Self.close)?.lowerBound else { throw mistake(.unclosed, at: open) }
    let name = source[inside..<close].trimmed
    guard !name.isEmpty else { throw mistake(.nameless, at: open) }
    position = text.index(close, offsetBy: 2)
    start = position
    if name == "input" { return .input }
    guard name.hasPrefix("file:") else { return .variable(name) }
    let path = String(name.dropFirst(5)).trimmed
    guard !path.isEmpty else { throw mistake(.nameless, at: open) }
    return .file(path)
  }

  private mutating func endText(at end: String.Index) {
    defer { start = end }
    guard start < end else { return }
    let piece = String(source[start..<end])
    if case .text(let before)? = found.last {
      found[found.count - 1] = .text(before + piece)
    } else {
      found.append(.text(piece))
    }
  }

  private func mistake(
    _ problem: PromptTemplate.Mistake.Problem, at index: String.Index
  ) -> PromptTemplate.Mistake {
    PromptTemplate.Mistake(line: 1 + text[..<index].count { $0 == UInt8(ascii: "\n") }, problem: problem)
  }

  private static let open = Array("{{".utf8)
  private static let close = Array("}}".utf8)
}
