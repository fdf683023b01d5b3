/// A program that needs more than variables to find our server.
enum ClientProgram: Equatable {
  case codex
  case other

  /// - Parameter name: as it was typed, a path perhaps.
  init(_ name: String) {
    self = name.split(separator: "/").last == "codex" ? .codex : .other
  }

  /// The words of the call, with those that lead the program to the server.
  ///
  /// - Parameters:
  ///   - words: as they were typed, the program's name first.
  ///   - address: of the server, without a path.
  ///   - model: what the user wants to ask for.
  func words(_ words: [String], at address: String, model: String?) -> [String] {
    switch self {
    case .other: words
    case .codex: words.prefix(1) + Self.codexOptions(address, model) + words.dropFirst()
    }
  }

  /// A provider for this run alone: Codex's own settings stay as they are, and what the user typed behind counts more.
  private static func codexOptions(_ address: String, _ model: String?) -> [String] {
    let provider = "model_providers.sfmodels"
    let settings =
      [
        ("model_provider", "sfmodels"), ("\(provider).name", "sfmodels"),
        ("\(provider).base_url", "\(address)/v1"), ("\(provider).wire_api", "responses"),
        ("\(provider).env_key", "OPENAI_API_KEY"),
      ] + (model.map { [("model", $0)] } ?? [])
    return settings.flatMap { ["-c", "\($0)=\"\($1)\""] }
  }
}
