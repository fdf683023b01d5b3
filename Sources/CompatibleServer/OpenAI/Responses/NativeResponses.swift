import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/responses` as it is: the gateway has the same endpoint.
enum NativeResponses: NativeEndpoint {
  static let surface = NativeSurface.responses
  static let keepAlive = ResponseEvents.keepAlive
  static let fields: [HTTPField.Name] = []

  /// Numbered behind the events that came.
  static func failure(_ failure: ServerError, of answer: BrokenAnswer) -> [UInt8] {
    var writer = ResponseEventWriter(from: answer.events)
    writer.failure(failure, ResponseObject(answer.identity, ResponseEcho.members(of: BodyFields([:]))))
    return writer.take()
  }
}
