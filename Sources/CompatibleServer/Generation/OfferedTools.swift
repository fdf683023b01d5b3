import ModelsAPI

/// The tools of a request that a model here can be offered. Those that only their own servers run are a wish when they
/// are offered: they are left out, and named.
struct OfferedTools {
  private(set) var tools: [Tool] = []
  /// Types of what was left out, as clients write them.
  private(set) var leftOut: [String] = []
  /// Types of the tools that are no functions, by their names.
  private(set) var hosted: [String: String] = [:]

  mutating func add(_ function: ToolFunction) { tools.append(.function(function)) }

  /// - Parameters:
  ///   - type: of a tool that is no function: `web_search_20250305`, `code_interpreter` …
  ///   - name: under which a choice may demand it.
  mutating func addHosted(_ type: String, name: String? = nil) {
    if let name { hosted[name] = type }
    guard Self.isSearch(type) else { return leftOut.append(UnreadFields.isPlain(type) ? type : "tool") }
    if !tools.contains(.webSearch()) { tools.append(.webSearch()) }
  }

  /// Whether a type is one of the searches that the org's service has, too.
  static func isSearch(_ type: String) -> Bool { type.hasPrefix("web_search") }

  /// Whether a function of this name is among them.
  func hasFunction(_ name: String) -> Bool {
    tools.contains { if case .function(let function) = $0 { function.name == name } else { false } }
  }

  /// What a model gets that must search: nothing else.
  ///
  /// - Returns: `nil` where the search was not offered.
  var search: [Tool]? {
    let searches = tools.filter { if case .webSearch = $0 { true } else { false } }
    return searches.isEmpty ? nil : searches
  }
}

extension ChatRequest {
  /// Whether the model must do what only a search could.
  var demandsSearch: Bool {
    guard let mode = toolChoice?.mode, mode == .any || mode == .tool else { return false }
    return !tools.isEmpty && tools.allSatisfy { if case .webSearch = $0 { true } else { false } }
  }
}
