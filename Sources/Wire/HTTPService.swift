package import HTTPTypes

/// Answers an HTTP request: the network is one, the emulator is one, a server is one, and wrappers stand around one.
///
/// A request whose body is bytes goes in, a response whose body is a stream of chunks comes out. Requests may lack
/// scheme and authority while they are on their way to the wrapper that knows the host.
package protocol HTTPService: Sendable {
  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply
}

/// A service made of one function, for the places where a type of its own would only hold that function.
package struct HTTPFunction: HTTPService {
  private let function: @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply

  /// A service that answers with this function.
  package init(_ function: @escaping @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply) {
    self.function = function
  }

  /// Answers with what the function returns.
  ///
  /// - Throws: What the function throws.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    try await function(request, body)
  }
}
