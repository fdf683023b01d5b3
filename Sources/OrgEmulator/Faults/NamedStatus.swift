import HTTPTypes

extension HTTPResponse.Status {
  /// The status of a code with its phrase, where the phrase is known.
  static func named(_ code: Int) -> HTTPResponse.Status {
    known.first { $0.code == code } ?? HTTPResponse.Status(code: code)
  }

  private static let known: [HTTPResponse.Status] = [
    .badRequest, .unauthorized, .forbidden, .notFound, .methodNotAllowed, .requestTimeout, .conflict,
    .contentTooLarge, .init(code: 423, reasonPhrase: "Locked"), .tooManyRequests, .internalServerError,
    .badGateway, .serviceUnavailable, .gatewayTimeout,
  ]
}
