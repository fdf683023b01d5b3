package import HTTPTypes

/// An error that the org answers on purpose, so that scripts can be tried against it.
package struct Fault: Sendable, Equatable {
  /// Which requests it strikes.
  package enum Timing: Sendable, Equatable {
    /// A share of all requests, from 0 to 1.
    case probability(Double)
    /// The requests of these numbers, from 1.
    case requests([ClosedRange<Int>])
  }

  package var status: HTTPResponse.Status
  package var timing: Timing
  package var retryAfter: Duration?
  package var form: ErrorForm

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
  case empty
  /// A page as proxies write it.
  case html

  static func usual(for status: HTTPResponse.Status) -> ErrorForm {
    status == .badGateway || status == .gatewayTimeout ? .html : .json
  }
}
