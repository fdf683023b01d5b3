import HTTPTypes
import ModelsAPI

/// An endpoint whose requests can travel as they are: what its answers need besides.
protocol NativeEndpoint: SendableMetatype {
  /// The API that it is of.
  static var surface: NativeSurface { get }
  /// What means nothing to a client between two events, but shows that the stream is not dead.
  static var keepAlive: [UInt8] { get }
  /// Header fields of a client that belong to the API.
  static var fields: [HTTPField.Name] { get }
  /// What stands behind an answer that broke off.
  static func failure(_ failure: ServerError, of answer: BrokenAnswer) -> [UInt8]
}

/// What is known of a stream that broke off.
struct BrokenAnswer {
  /// The answer's `request-id`.
  let requestID: String
  /// The upstream's own, or a new one where it told none.
  let identity: AnswerIdentity
  /// How many events there were.
  let events: Int
}
