import TOML

/// A prompt that is kept in a file: a head between `+++` lines, which may be left out, and a text.
struct TemplateFile: Equatable, Sendable {
  /// As it was named.
  let path: String
  let head: TemplateHead
  /// How the model should behave, with variables of its own.
  private(set) var system: PromptTemplate?
  let text: PromptTemplate
  /// Both as they are written.
  private(set) var systemSource = ""
  let source: String

  /// - Throws: ``TemplateFailure`` with the line, and ``InputFailure``.
  init(_ path: String) throws {
    try self.init(Input.text(path, upTo: .prompt), path: path)
  }

  /// - Throws: ``TemplateFailure``.
  init(_ content: String, path: String) throws {
    self.path = path
    let parts = try TemplateParts(content, path: path)
    head = try parts.head(path: path)
    source = parts.text
    text = try Self.template(parts.text, path: path, linesBefore: parts.linesBefore)
    guard let words = head.words["system"]?.first else { return }
    systemSource = words
    system = try Self.template(words, path: path, linesBefore: (parts.line(of: "system") ?? 1) - 1)
  }

  /// A text that stands on the command line.
  ///
  /// - Throws: ``TemplateFailure``.
  init(text: String, path: String) throws {
    self.path = path
    head = TemplateHead()
    source = text
    self.text = try Self.template(text, path: path, linesBefore: 0)
  }

  /// The same, with other words on how the model should behave where there are some.
  ///
  /// - Throws: ``TemplateFailure``.
  func with(system words: String?) throws -> TemplateFile {
    guard let words else { return self }
    var file = self
    file.systemSource = words
    file.system = try Self.template(words, path: "--system", linesBefore: 0)
    return file
  }

  /// The names for which the text or the head's words want values.
  var variables: [String] {
    let names = text.variables + (system?.variables ?? [])
    return names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
  }

  private static func template(
    _ text: String, path: String, linesBefore: Int
  ) throws(TemplateFailure) -> PromptTemplate {
    do throws(PromptTemplate.Mistake) {
      return try PromptTemplate(text)
    } catch {
      throw .placeholder(path: path, line: linesBefore + error.line, error.problem)
    }
  }
}

/// A template's file cut into its head and its text.
private struct TemplateParts {
  /// `nil`: the file has none.
  private let document: TOMLDocument?
  let text: String
  /// How many lines stand before the text.
  let linesBefore: Int

  init(_ content: String, path: String) throws(TemplateFailure) {
    let content = content.hasPrefix("\u{FEFF}") ? content.dropFirst() : content[...]
    let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.first == "+++" else {
      (document, text, linesBefore) = (nil, Self.text(lines[...]), 0)
      return
    }
    guard let end = lines.dropFirst().firstIndex(of: "+++") else { throw .openHead(path: path) }
    do throws(TOMLFailure) {
      document = try TOMLDocument(Array(lines[1..<end].joined(separator: "\n").utf8))
    } catch {
      throw .head(path: path, TOMLFailure(line: error.line + 1, problem: error.problem))
    }
    let rest = lines[(end + 1)...]
    let blank = rest.prefix { $0.isBlank }.count
    text = Self.text(rest.dropFirst(blank))
    linesBefore = end + 1 + blank
  }

  private static func text(_ lines: ArraySlice<Substring>) -> String {
    lines.joined(separator: "\n")
  }

  func head(path: String) throws(TemplateFailure) -> TemplateHead {
    guard let document else { return TemplateHead() }
    do throws(TemplateHead.Mistake) {
      return try TemplateHead(document.root)
    } catch {
      switch error {
      case .unknownKey(let key, let suggestions):
        throw .unknownKey(key, suggestions: suggestions, path: path, line: line(of: key) ?? 1)
      case .unusableValue(let key, let wanted):
        throw .unusableValue(key, wanted: wanted, path: path, line: line(of: key) ?? 1)
      }
    }
  }

  /// In the file.
  func line(of key: String) -> Int? {
    let names = key.hasPrefix("variables.") ? ["variables"] : [key]
    return document?.line(of: names).map { $0 + 1 }
  }
}
