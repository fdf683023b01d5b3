import Wire

/// The tools that a request brings, and what it says about their use.
struct AvailableTools: Equatable, Sendable {
  struct Function: Equatable, Sendable {
    var name: String
    /// The JSON Schema of its arguments.
    var parameters: JSONValue = [:]
    /// The group of functions that it was offered in.
    var namespace: String?
    /// Whether it takes a text as it is, where others take an object.
    var takesText = false
  }

  enum Mode: String, CaseIterable, Sendable {
    /// The model decides.
    case auto
    case none
    /// One of the allowed tools must be called.
    case tool
    /// Any tool must be called.
    case any
  }

  var functions: [Function] = []
  var searchesWeb = false
  var mode = Mode.auto
  /// The names of the functions that may be called; `nil` allows all.
  var allowed: [String]?
  var callsInParallel = true

  /// The functions that may be called.
  var callable: [Function] {
    guard mode != .none else { return [] }
    return functions.filter { allowed?.contains($0.name) ?? true }
  }

  /// Whether the answer must be a call.
  var isForced: Bool { mode == .tool || mode == .any }
}
