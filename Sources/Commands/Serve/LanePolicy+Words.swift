import CommandTree
import CompatibleServer
import ModelsAPI

extension LanePolicy: Value {
  /// What the option is for.
  static let help =
    "How Anthropic Messages and OpenAI Responses go to the LLM Gateway: as they are, or as chat generations."

  /// What the ways are, for the help.
  static var words: String {
    let time = LaneSelector.memory.argument
    return """
      With the LLM Gateway, requests of Anthropic's Messages to Claude models and of OpenAI's Responses to GPT models \
      travel as they are to the gateway's own endpoints for them, with all that is in them: thinking, images, caching, \
      hosted tools. Only what the gateway is known to refuse is changed:

      \(rules)

      All else is translated into chat generations. `X-Sfmodels-Lane` and the log name the lane of each answer, \
      `native` or `translated`. Where the org refuses the native way (403, 404), `auto` says so once, goes the other way \
      in the same request, and asks no more for \(time); with `--lane native` the client gets the refusal.
      """
  }

  /// - Throws: ``CommandFailure`` where the API does not have the way that is asked for.
  func check(over api: API) throws {
    guard self == .native, !api.can(.nativeSurfaces) else { return }
    let other = API.first(with: .nativeSurfaces)?.name
    throw CommandFailure.unusableOption(
      "--lane native",
      reason: "the \(api.name.title) has no native endpoints"
        + (other.map { "; the \($0.title) has: --api \($0.word)" } ?? ""))
  }

  private static var rules: String {
    NativeRule.all.map { "- \($0.surface.title): \($0.reason)" }.joined(separator: "\n")
  }
}

extension NativeSurface {
  /// As people call the API.
  fileprivate var title: String {
    switch self {
    case .messages: "Messages"
    case .responses: "Responses"
    }
  }
}

extension LaneSelector.Refused {
  /// A sentence for the log.
  var words: String {
    """
    the org does not let \(model) answer \(surface.title) requests natively (\(status)); they are translated, and asked \
    again in \(LaneSelector.memory.argument)
    """
  }
}
