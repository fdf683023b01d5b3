import CompatibleServer
import ModelsAPI
import Synchronization

/// How long a prompt is.
struct PromptSize {
  let characters: Int
  /// No model's own count, but near to it.
  let tokens: Int

  init(_ request: ChatRequest) {
    characters = request.texts.reduce(0) { $0 + $1.unicodeScalars.count }
    tokens = TokenEstimate.tokens(of: request)
  }
}

/// How long a prompt may be, as far as that is known.
struct PromptLimits {
  /// From here on an org that masks personal data refuses a prompt, whatever its model.
  ///
  /// Source: measured; about 459,000 characters passed and 462,000 did not.
  static let mostMaskedCharacters = 440_000
  /// The context of every model where an org masks personal data.
  ///
  /// Source: Models API Developer Guide, "Supported Models".
  static let maskedContext = 65_536

  let model: ModelName
  /// In tokens, question and answer together.
  let context: Int?
  /// Whether the org may mask personal data in it, which nobody can ask it.
  let mayBeMasked: Bool

  init(_ request: ChatRequest, to dialect: any Dialect) {
    model = request.model
    context = Catalogue.known(request.model)?.context
    mayBeMasked = dialect.mayMask(request)
  }

  /// Why it will probably not pass; `nil` where nothing speaks against it.
  func doubt(_ size: PromptSize) -> String? {
    if mayBeMasked, size.characters >= Self.mostMaskedCharacters {
      return """
        the prompt has \(RowMessages.number(size.characters)) characters: an org that masks personal data refuses from about \
        \(RowMessages.number(Self.mostMaskedCharacters)) on
        """
    }
    if let context, size.tokens > context {
      return """
        the prompt has some \(RowMessages.number(size.tokens)) tokens: '\(model)' takes \(RowMessages.number(context)), \
        question and answer together
        """
    }
    guard mayBeMasked, size.tokens > Self.maskedContext else { return nil }
    return """
      the prompt has some \(RowMessages.number(size.tokens)) tokens: where an org masks personal data every model takes \
      \(RowMessages.number(Self.maskedContext)), question and answer together
      """
  }

  /// The same of a request as a whole; nearly all are too short for any doubt, and are not looked at.
  static func doubt(_ request: ChatRequest, to dialect: any Dialect) -> String? {
    // No tokenizer makes more tokens than bytes.
    guard request.texts.reduce(0, { $0 + $1.utf8.count }) > maskedContext else { return nil }
    return PromptLimits(request, to: dialect).doubt(PromptSize(request))
  }
}

extension ChatRequest {
  fileprivate var texts: [String] {
    switch input {
    case .prompt(let text): [text]
    case .messages(let messages): messages.map(\.content)
    }
  }
}

extension Notes {
  /// Says so where a prompt will probably not pass; it is sent all the same.
  ///
  /// - Returns: whether there was anything to say.
  @discardableResult
  func doubtSize(of request: ChatRequest, to dialect: any Dialect) -> Bool {
    let doubt = PromptLimits.doubt(request, to: dialect)
    if let doubt { note(doubt) }
    return doubt != nil
  }
}

/// Looks at the prompts of a dataset: the first that will probably not pass is told before it is sent, others are counted.
final class PromptSizeWatch: Sendable {
  private let notes: Notes
  private let count = Mutex(0)

  init(_ notes: Notes) { self.notes = notes }

  /// How many will probably not pass.
  var doubtful: Int { count.withLock { $0 } }

  /// - Parameter row: where the prompt stands in the input, from 1.
  func see(_ request: ChatRequest, row: Int, to dialect: any Dialect) {
    guard let doubt = PromptLimits.doubt(request, to: dialect) else { return }
    let isFirst = count.withLock { count in
      count += 1
      return count == 1
    }
    if isFirst { notes.note("row \(row): \(doubt)") }
  }

  /// Says how many there were besides the first.
  func sayOthers() {
    let others = doubtful - 1
    guard others > 0 else { return }
    let have = others == 1 ? "has a prompt" : "have prompts"
    notes.note("\(RowMessages.count(others, "more row")) \(have) that will probably not pass")
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
