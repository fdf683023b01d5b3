import ModelsAPI
import Wire

/// A request that a key has let in, until it is over.
struct KeyedRequest: Sendable {
  let counter: KeyCounter
  /// The key's, as they were then.
  let limits: KeyLimits
  /// Tokens that were reserved for it.
  let estimate: Int

  /// Settles what was used.
  ///
  /// - Parameter model: as the figures call it.
  func end(_ record: AccessRecord, model: String) {
    var usage = KeyUsage()
    usage.requests = 1
    usage.failures = record.error == nil ? 0 : 1
    if let counted = record.facts.usage ?? record.facts.estimatedUsage {
      usage.inputTokens = counted.inputTokens?.value ?? 0
      usage.outputTokens = counted.outputTokens?.value ?? 0
    } else if record.mayHaveUsedTokens {
      usage.inputTokens = estimate
    }
    counter.leave(limits, estimate: estimate, usage, of: model)
  }
}

extension AccessRecord {
  /// Whether a model was asked, as far as anybody knows: an answer came, or its client went away before.
  fileprivate var mayHaveUsedTokens: Bool { status < 400 || status == 499 }
}

/// How many tokens a request will use at least, by its body's length.
enum TokenReservation {
  /// Bytes of a text for a token, on the average.
  private static let bytes = 4
  /// A run of bytes without a blank that is longer is an image or a file, not a text.
  private static let longestWord = 4_096
  /// What an image costs, about.
  private static let image = 1_600

  /// Counted without reading the body as what it is.
  static func tokens(of body: [UInt8]) -> Int {
    var (text, images, word) = (0, 0, 0)
    func close() {
      if word > longestWord { images += 1 } else { text += word }
      word = 0
    }
    for byte in body {
      if byte == UInt8(ascii: " ") { close() }
      word += 1
    }
    close()
    return text / bytes + images * image
  }
}
