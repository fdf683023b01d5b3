import ModelsAPI
import Wire

/// `POST /v1/responses`: https://platform.openai.com/docs/api-reference/responses/create
enum ResponsesEndpoint: GenerationEndpoint {
  static let idPrefix = "resp_"

  static func name(of setting: String) -> String {
    ClientField.spelling(of: setting, in: .responses)
  }

  static func body(
    of answers: [ServedAnswer], to request: ResponsesRequest, as identity: AnswerIdentity
  ) -> [UInt8] {
    ResponseObject(identity, request.echo).body(telling: answers[0].reply, request.tools)
  }

  static func encoder(
    for request: ResponsesRequest, as identity: AnswerIdentity, stopSequence: String?
  ) -> ResponseEvents {
    ResponseEvents(ResponseObject(identity, request.echo), request.tools)
  }
}
