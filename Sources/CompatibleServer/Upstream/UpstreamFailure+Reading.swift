import ModelsAPI
import Wire

extension UpstreamFailure {
  /// The service's own words, codes and request id, under the status that makes SDKs raise or retry as they should.
  init(_ refusal: Refusal) {
    self.init(
      refusal.failureClass, upstreamStatus: refusal.status, message: Self.message(for: refusal),
      retryAfter: refusal.retryAfter.map { Int(($0 / .seconds(1)).rounded(.up)) },
      requestID: refusal.requestID)
  }

  private static func message(for refusal: Refusal) -> String {
    let targets = refusal.targets.map(\.reference).joined(separator: ", ")
    let codes = [String(refusal.status), refusal.errorCode, refusal.messageCode].compactMap { $0 }
    let id = refusal.requestID.map { ", request id \($0)" } ?? ""
    let said = refusal.message ?? "no reason given"
    return "The org's model service: \(said)\(targets.isEmpty ? "" : " [\(targets)]")"
      + " (\(codes.joined(separator: " "))\(id))"
  }

  /// What is wrong with an answer, after a status that was no refusal.
  init(_ failure: ModelsFailure) {
    switch failure {
    case .refused(let refusal), .brokenStream(let refusal): self.init(refusal)
    case .redirected(let status, let location, let id):
      // The whole address may hold the operator's secret, such as a session.
      let target = location.map { " to \(RedirectAddress($0).withoutSecrets)" } ?? ""
      self.init(failure, "it redirects (\(status))\(target), which is not followed", id)
    case .notJSON(let error, let id): self.init(failure, "its answer is no JSON: \(error)", id)
    case .otherShape(let missing, let id): self.init(failure, "its answer has no \(missing)", id)
    case .wrongNumberOfEmbeddings(let expected, let received, let id):
      self.init(failure, "it sent \(received) vectors for \(expected) texts", id)
    case .unequalDimensions(_, let id): self.init(failure, "it sent vectors of unequal dimensions", id)
    case .unusableEmbedding(let fault, let id): self.init(failure, "it sent \(Self.words(for: fault))", id)
    case .brokenFrame(let fault, let id): self.init(failure, "it sent \(Self.words(for: fault))", id)
    case .cutStream(let id): self.init(failure, "its answer was cut off before its end", id)
    case .unsupported: self.init(failure, "it cannot do this", nil)
    }
  }

  private static func words(for fault: UnusableEmbedding) -> String {
    switch fault {
    case .empty: "a vector without numbers"
    case .outOfRange: "a vector with a number beyond 32-bit floats"
    case .index(let index): "a vector whose index is \(index)"
    }
  }

  private static func words(for fault: EventStreamError) -> String {
    switch fault {
    case .wrongPreludeChecksum, .wrongChecksum: "a frame whose checksum is wrong"
    case .wrongLengths: "a frame whose lengths cannot be right"
    case .tooLong(let limit): "a frame of more than \(limit >> 20) MB"
    case .malformedHeaders: "a frame whose headers are malformed"
    }
  }

  private init(_ failure: ModelsFailure, _ fault: String, _ requestID: String?) {
    let id = requestID.map { " (request id \($0))" } ?? ""
    self.init(
      failure.failureClass, message: "The org's model service: \(fault)\(id)", requestID: requestID)
  }

  /// The service cannot be reached, or falls silent; SDKs try again on both.
  init(_ failure: HTTPFailure) {
    let peer = failure.peer ?? "the org's model service"
    let message =
      switch failure.reason {
      case .timedOut: "\(peer) did not answer in time"
      case .unknownHost: "there is no host of the name \(peer)"
      case .refused: "\(peer) refuses connections"
      case .unreachable: "\(peer) cannot be reached"
      case .closed: "\(peer) closed the connection before the answer was whole"
      case .untrustedCertificate: "the certificate of \(peer) is not trusted"
      case .noAgreement: "there is no secure connection to \(peer)"
      case .malformed: "\(peer) does not speak HTTP as it should"
      case .tooLarge(let limit): "the answer of \(peer) is longer than \(limit >> 20) MB"
      case .other: "the exchange with \(peer) failed"
      }
    self.init(failure.failureClass, message: "No answer from upstream: \(message).")
  }

  /// An error that nobody here has words for: the server's own failure.
  static func unknown(_ error: any Error) -> UpstreamFailure {
    UpstreamFailure(.internalError, message: "The server failed: \(type(of: error)).")
  }
}
