import Digest
import FoundationEssentials
import ModelsAPI
import Wire

/// Makes the id of a feedback from all that it says: the same feedback has the same id on every machine.
enum FeedbackID {
  /// A UUID of version 8 (RFC 9562 §5.8): the first bits of a SHA-256 digest.
  static func derived(from feedback: Feedback) -> String {
    let digest = SHA256.digest(of: JSONValue.array(content(of: feedback)).bytes)
    var bytes = Array(digest.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }.uuidString.lowercased()
  }

  private static func content(of feedback: Feedback) -> [JSONValue] {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
      .string(feedback.generationID), text(feedback.verdict?.rawValue), text(feedback.text),
      text(feedback.source),
      feedback.appFeedback ?? .null, text(feedback.appGeneration), text(feedback.appGenerationID),
      text(feedback.turnID), .object(feedback.extraFields),
    ]
  }
}
