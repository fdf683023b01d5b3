/// What takes the places in a template.
struct TemplateValues: Sendable {
  let template: TemplateFile
  /// What `--var` says.
  let typed: [String: String]
  let files: [String: String]

  /// - Throws: ``TemplateFailure/unknownVariables(_:of:known:)``, and ``InputFailure`` for a file that is named in it.
  init(_ template: TemplateFile, _ typed: [String: String]) throws {
    self.template = template
    self.typed = typed
    let known = template.variables
    let unknown = typed.keys.filter { !known.contains($0) }.sorted()
    guard unknown.isEmpty else {
      throw TemplateFailure.unknownVariables(unknown, of: template.path, known: known)
    }
    var files: [String: String] = [:]
    for case .file(let path) in template.text.parts + (template.system?.parts ?? []) {
      files[path] = try Input.text(path, upTo: .prompt)
    }
    self.files = files
  }

  /// What stands for a name where no row says otherwise.
  func value(of name: String) -> String? { typed[name] ?? template.head.variables[name] }

  /// The names that only a row could give a value.
  var open: [String] { template.variables.filter { value(of: $0) == nil } }

  /// Whether what was given has a place in it.
  var usesInput: Bool { template.text.usesInput || template.system?.usesInput == true }

  /// The texts with what a person has given in its place, or behind them where there is none.
  ///
  /// - Throws: ``TemplateFailure/missing(_:input:of:)``.
  func prompt(_ given: GivenPrompt) throws -> (system: String?, text: String?) {
    let filled = try filled(input: given.input ?? given.typed)
    let rest = usesInput ? given.input.flatMap { _ in given.typed } : given.whole
    return (filled.system, [filled.text.isBlank ? nil : filled.text, rest].joinedParagraphs)
  }

  /// The texts with everything in its place.
  ///
  /// - Parameters:
  ///   - input: what was given; `nil` where nothing was.
  ///   - field: a row's own value for a name.
  /// - Throws: ``TemplateFailure/missing(_:input:of:)`` with all that have no value.
  func filled(
    input: String?, field: (String) -> String? = { _ in nil }
  ) throws -> (system: String?, text: String) {
    let values = Dictionary(
      template.variables.compactMap { name in (field(name) ?? value(of: name)).map { (name, $0) } }
    ) { $1 }
    let missing = template.variables.filter { values[$0] == nil }
    let lacksInput = usesInput && input == nil
    guard missing.isEmpty, !lacksInput else {
      throw TemplateFailure.missing(missing, input: lacksInput, of: template.path)
    }
    func text(_ part: PromptTemplate.Part) -> String {
      switch part {
      case .text(let text): text
      case .variable(let name): values[name] ?? ""
      case .input: input ?? ""
      case .file(let path): files[path] ?? ""
      }
    }
    return (template.system?.filled(text), template.text.filled(text))
  }
}
