package import HTTPTypes

/// An error that the org answers on purpose, so that scripts can be tried against it.
package struct Fault: Sendable, Equatable {
  /// Which requests meet it.
  package enum Timing: Sendable, Equatable {
    /// A share of all requests, from 0 to 1.
    case probability(Double)
    /// The requests of these numbers, from 1.
    case requests([ClosedRange<Int>])
  }

  /// What the error says it is.
  package var status: HTTPResponse.Status
  /// Which requests meet it.
  package var timing: Timing
  /// The `Retry-After` header; `nil` for none.
  package var retryAfter: Duration?
  /// How the body is written.
  package var form: ErrorForm

  /// - Parameter form: `nil` is the form in which that status usually comes.
  package init(
    status: HTTPResponse.Status, timing: Timing = .probability(1), retryAfter: Duration? = nil,
    form: ErrorForm? = nil
  ) {
    self.status = status
    self.timing = timing
    self.retryAfter = retryAfter
    self.form = form ?? .usual(for: status)
  }

  var refusal: ErrorResponse {
    var refusal = ErrorResponse.documented(status)
    refusal.retryAfter = retryAfter
    refusal.form = form
    return refusal
  }
}

/// In which form an error's body comes.
package enum ErrorForm: String, Sendable, CaseIterable {
  /// The error object of the Models REST API reference.
  case json
  /// No body.
  case empty
  /// A page as proxies write it.
  case html

  static func usual(for status: HTTPResponse.Status) -> ErrorForm {
    status == .badGateway || status == .gatewayTimeout ? .html : .json
  }
}

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
