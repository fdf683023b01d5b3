import HTTPTypes
import ModelsAPI

/// `POST /v1/messages` as it is: the gateway's `/model/{m}/invoke` takes its body and tells its events.
enum NativeMessages: NativeEndpoint {
  static let surface = NativeSurface.messages
  static let keepAlive = MessageEvents.keepAlive
  static let fields = [HTTPField.Name("anthropic-beta")!]

  static func failure(_ failure: ServerError, of answer: BrokenAnswer) -> [UInt8] {
    var writer = MessageEventWriter()
    writer.error(AnthropicError(failure, requestID: answer.requestID))
    return writer.take()
  }
}
