import CommandTree
import ModelsAPI

/// Who is asked in the place of a model that does not answer.
struct FallbackOption: OptionGroup {
  var models: FallbackArgument?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.models, "fallback", value: "A,B", completion: .words("models"),
        help: "Ask these models, one after the other, when the model is throttled, not available or refused.")
    ]
  }

  /// What a chain of models does, for the help of commands.
  static var words: String {
    """
    With `--fallback A,B`, or the setting `fallback.NAME` (`sfmodels config set fallback.NAME A,B`; settings do not \
    count with `--emulator`), other models are asked, one after the other, when a model is throttled (429), not \
    available (408, 423, 425, 5xx, no connection, no answer in time) or refused (403, 404) before anything of its \
    answer was shown; what has a list of its own leads on to that. A request that is itself at fault (400, 413, 422 \
    …), a limit of the whole org, and credentials that are refused are no reasons, and neither is an answer that \
    breaks off after its first word. A model that stands in for another and does not take such a request is passed \
    over. `--max-time` is the time of all attempts together. A model that has failed \(CircuitBreaker.threshold) \
    times in a row rests for \(CircuitBreaker.rest.argument) where there is another, and then answers one request \
    alone first. Vectors of two models cannot be compared: there are no fallbacks for embeddings.
    """
  }
}

/// Names of models, separated by commas.
struct FallbackArgument: Value, Equatable {
  let names: [String]

  init(argument: String) throws(ValueProblem) {
    names = Self.names(in: argument)
    guard names.allSatisfy({ !$0.isEmpty }) else {
      throw ValueProblem(reason: "is no list of models: names separated by commas")
    }
  }

  /// The names in a text; one that is empty stands for a name that is missing.
  static func names(in text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
  }

  var argument: String { names.joined(separator: ",") }
}
