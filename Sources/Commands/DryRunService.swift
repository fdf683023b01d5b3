import Authorization
import HTTPTypes
import Wire

/// Prints each request instead of sending it: what `--dry-run` asks for.
struct DryRunService: HTTPService {
  /// Ends an exchange that was only described.
  struct Described: Error {}

  private let output: Output
  private let redaction: Redaction
  private let destination: Destination
  private let scheme: String

  /// - Parameter scheme: the word before the credential.
  init(on output: Output, hiding redaction: Redaction, to destination: Destination, scheme: String) {
    self.scheme = scheme
    self.output = output
    self.redaction = redaction
    self.destination = destination
  }

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    var request = try destination.base(for: nil).addressing(request)
    request.headerFields[.authorization] = "\(scheme) \(Redaction.mark)"
    for line in redaction.lines(of: request, body: body) { try output.line(line) }
    throw Described()
  }
}
