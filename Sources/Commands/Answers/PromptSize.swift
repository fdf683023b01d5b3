import CompatibleServer
import ModelsAPI

/// How long a prompt is, held against what is known to be refused.
struct PromptSize {
  /// From here on an org that masks personal data refuses a prompt, whatever its model.
  ///
  /// Source: measured; about 459,000 characters passed and 462,000 did not.
  static let mostMaskedCharacters = 440_000
  /// The context of every model where an org masks personal data.
  ///
  /// Source: Models API Developer Guide, "Supported Models".
  static let maskedContext = 65_536

  private let characters: Int
  private let tokens: Int

  /// - Returns: `nil` for a prompt that is too short for any doubt.
  init?(_ request: ChatRequest) {
    let texts =
      switch request.input {
      case .prompt(let text): [text]
      case .messages(let messages): messages.map(\.content)
      }
    // No tokenizer makes more tokens than bytes, and nearly all prompts end here.
    guard texts.reduce(0, { $0 + $1.utf8.count }) > Self.maskedContext else { return nil }
    characters = texts.reduce(0) { $0 + $1.unicodeScalars.count }
    tokens = TokenEstimate.tokens(of: request)
  }

  /// Why it will probably not pass; `nil` where nothing speaks against it.
  ///
  /// - Parameter mayBeMasked: whether the org may mask personal data in it, which nobody can ask it.
  func doubt(_ model: ModelName, mayBeMasked: Bool) -> String? {
    if mayBeMasked, characters >= Self.mostMaskedCharacters {
      return """
        the prompt has \(RowMessages.number(characters)) characters: an org that masks personal data refuses from about \
        \(RowMessages.number(Self.mostMaskedCharacters)) on
        """
    }
    if let context = Catalogue.known(model)?.context, tokens > context {
      return """
        the prompt has some \(RowMessages.number(tokens)) tokens: '\(model)' takes \(RowMessages.number(context)), \
        question and answer together
        """
    }
    guard mayBeMasked, tokens > Self.maskedContext else { return nil }
    return """
      the prompt has some \(RowMessages.number(tokens)) tokens: where an org masks personal data every model takes \
      \(RowMessages.number(Self.maskedContext)), question and answer together
      """
  }
}

extension Notes {
  /// Says so where a prompt will probably not pass; it is sent all the same.
  ///
  /// - Returns: whether there was anything to say.
  @discardableResult
  func doubtSize(of request: ChatRequest, to dialect: any Dialect) -> Bool {
    guard let size = PromptSize(request) else { return false }
    let doubt = size.doubt(request.model, mayBeMasked: dialect.mayMask(request))
    if let doubt { note(doubt) }
    return doubt != nil
  }
}

extension Dialect {
  /// Whether personal data may be hidden from the model: where a request cannot say so, the org has decided it.
  fileprivate func mayMask(_ request: ChatRequest) -> Bool {
    if request.settings.masksPersonalData == true { return true }
    var masked = ChatRequest(model: request.model, request.input)
    masked.settings.masksPersonalData = true
    return limits(of: masked, streamed: false).contains { $0.feature == .setting(.maskPersonalData) }
  }
}
