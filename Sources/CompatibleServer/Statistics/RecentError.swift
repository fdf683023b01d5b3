import FoundationEssentials
import HTTPTypes
import Wire

/// A request that ended in an error, as people are told of it: nothing of a key or a query is in it, and of a prompt only
/// what a service's own refusal quotes.
struct RecentError: Equatable, Sendable {
  /// When the request came.
  let time: Date
  let method: String
  let path: String
  /// That of the answer, or what the failure of a stream that began well would have been.
  let status: Int
  /// The sentence that the client was told, in OpenAI's words.
  let message: String
  /// For programs; `nil` where the API has none.
  let code: String?
  /// As the client named it; `nil` where it did not get so far.
  let model: String?
  /// The name of the key that was presented.
  let key: String?
  let requestID: String

  /// Characters of a text that a stranger has written.
  private static let longest = 300
  /// What nobody asks of a model: programs that watch the server, or look for what it has not, would fill the list with
  /// one mistake.
  private static let leftOut: Set<String> = ["/metrics", "/stats", "/usage", RequestLifecycle.noRoute]
  /// A client that has gone away is no error of anybody's.
  private static let goneAway = 499

  /// `nil` for a request that ended well, and for what nobody need know.
  init?(_ record: AccessRecord) {
    guard let status = record.error, status != Self.goneAway, !Self.leftOut.contains(record.route) else {
      return nil
    }
    let told = record.facts.failure.map(OpenAIError.init)
    time = record.arrival
    (method, path, self.status) = (Self.short(record.method), Self.short(record.path), status)
    message = Self.short(told?.message ?? HTTPResponse.Status(code: status).reasonPhrase)
    code = told?.code
    model = record.facts.model.map(Self.short)
    (key, requestID) = (record.facts.key, record.requestID)
  }

  private static func short(_ text: String) -> String {
    // Scalars: one character may have any number of marks.
    let beginning = text.unicodeScalars.prefix(longest)
    return beginning.endIndex < text.endIndex ? String(beginning) + "…" : text
  }
}
