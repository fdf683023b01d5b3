import ModelsAPI
import Wire

/// What a client asks at an endpoint where a model answers, read from its body.
protocol GenerationRequest: Sendable {
  /// As the client named it.
  var model: String { get }
  var streams: Bool { get }
  /// Whether a stream tells what it cost; a whole answer always does.
  var tellsUsage: Bool { get }
  /// What the models are asked, in order; at least one.
  var chats: [ChatRequest] { get }
  /// Fields that have no counterpart here, which the answer names.
  var ignored: [String] { get }
  /// Fields without a meaning here, of a fixed set of names, which only the log names.
  var leftOut: [String] { get }

  /// - Throws: ``ServerError/invalid(_:parameter:)``, ``ServerError/unsupported(_:wayOut:)``,
  ///   ``ServerError/noMemory(parameter:)``.
  init(_ body: JSONObject, _ map: ModelMap) throws(ServerError)
}

extension GenerationRequest {
  var leftOut: [String] { [] }
  var tellsUsage: Bool { true }
}

/// An endpoint at which a model answers: what answers to its requests look like. It only writes;
/// ``GenerationHandler`` has the models answer.
protocol GenerationEndpoint {
  associatedtype Request: GenerationRequest
  associatedtype Encoder: EventEncoder

  /// What ids of answers begin with.
  static var idPrefix: String { get }

  /// This endpoint's name of a setting that the models' part of this server calls otherwise.
  static func name(of setting: String) -> String

  /// The body of whole answers, one for each of the request's chats.
  static func body(of answers: [ServedAnswer], to request: Request, as identity: AnswerIdentity) -> [UInt8]

  /// What writes a streamed answer.
  ///
  /// - Parameter stopSequence: the one before which this server cut the text.
  static func encoder(
    for request: Request, as identity: AnswerIdentity, stopSequence: String?
  ) -> Encoder
}

extension GenerationEndpoint {
  static func name(of setting: String) -> String { setting }
}
