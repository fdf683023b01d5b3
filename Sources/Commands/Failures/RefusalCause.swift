import ModelsAPI

/// What a refusal is really about, where the service's own words are known to mislead, or say too little to who did not
/// write the request by hand.
enum RefusalCause: Hashable, CaseIterable {
  /// Only orgs that mask personal data have this limit.
  case tooLongToMask
  case tooLongForModel
  case noMessage
  case malformedTenant
  case unknownValue
  case toolAnswerWithoutCall
  case monthlyLimit
  case thinkingInHistory

  /// - Returns: `nil` for a refusal that means what it says.
  init?(_ refusal: Refusal) {
    let message = refusal.message?.lowercased() ?? ""
    let phrase = Self.phrases.first { message.contains($0.phrase) }
    guard let cause = refusal.messageCode == "E30036" ? .tooLongToMask : phrase?.cause else { return nil }
    self = cause
  }

  /// The wording varies: what has been the same wherever it was seen.
  private static let phrases: [(phrase: String, cause: RefusalCause, status: Int)] = [
    ("token limit for when pii is enabled", .tooLongToMask, 400),
    ("context length exceeded", .tooLongForModel, 400),
    ("tokens exceed model token limit", .tooLongForModel, 500),
    ("messages must be non-null and size > 0", .noMessage, 400),
    ("correct tenantkey format", .malformedTenant, 400),
    ("unexpected value '", .unknownValue, 400),
    ("must be a response to a preceding message with 'tool_calls'", .toolAnswerWithoutCall, 400),
    ("hit its monthly rate limit", .monthlyLimit, 429),
    ("no user context has been created", .thinkingInHistory, 502),
  ]

  /// A refusal for each of the words by which causes are known.
  static var examples: [Refusal] {
    phrases.map { Refusal(status: $0.status, message: "… \($0.phrase) …") }
  }

  /// What happened, in the user's words.
  var message: String {
    switch self {
    case .tooLongToMask: "the prompt is too long for an org that masks personal data"
    case .tooLongForModel: "the prompt is too long for the model"
    case .noMessage: "the conversation has no message"
    case .malformedTenant: "the tenant id is not written as one"
    case .unknownValue: "the service does not know a value in the request"
    case .toolAnswerWithoutCall: "a tool's message answers no call"
    case .monthlyLimit: "this month's limit for the model is used up"
    case .thinkingInHistory:
      "the service does not take the model's thinking back as a part of the conversation"
    }
  }

  /// What to do.
  ///
  /// - Parameter model: which was asked, where one was.
  func hint(_ model: ModelName?) -> String {
    switch self {
    case .tooLongToMask:
      "this is a limit of about 440,000 characters, whatever the message says of tokens; send less text at once"
    case .tooLongForModel:
      "\(Self.context(of: model)); send less text at once, or ask a model with a larger context: 'sfmodels models'"
    case .noMessage: "give at least one message, and no empty list with --request"
    case .malformedTenant:
      "--tenant-id is core/<instance>/<org id of 18 characters>; without the option the token's own is sent"
    case .unknownValue:
      "the service names it; it may be one that other models take, or one of --param or --request"
    case .toolAnswerWithoutCall:
      "each message of a tool must follow the message in which the assistant called it (tool_invocations)"
    case .monthlyLimit:
      "it is renewed with the month; until then ask another model: 'sfmodels models --remote'"
    case .thinkingInHistory: "leave thinking blocks out of what is sent again"
    }
  }

  private static func context(of model: ModelName?) -> String {
    guard let model, let context = Catalogue.known(model)?.context else {
      return
        "question and answer share the model's context, which is 65,536 tokens where an org masks personal data"
    }
    return "'\(model)' takes \(RowMessages.number(context)) tokens, question and answer together"
  }
}
