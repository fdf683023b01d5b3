import CommandTree

/// For commands that only the LLM Gateway can carry out: they use it by themselves.
extension ConnectionOptions {
  /// What such a command begins with.
  static var gateway: ConnectionOptions {
    var options = ConnectionOptions()
    options.api = .llmg
    return options
  }

  /// What the environment and the settings say of the API was not meant for such a command.
  func usingGateway(in context: Context) -> ConnectionOptions {
    var options = self
    if context.origins["api"] != .commandLine { options.api = .llmg }
    return options
  }
}
