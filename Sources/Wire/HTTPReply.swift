package import HTTPTypes

/// A response whose head is known and whose body may still be arriving.
///
/// Not `Sendable` on purpose: only bytes leave the task that reads them.
package struct HTTPReply {
  /// Status and header fields.
  package var head: HTTPResponse
  /// What is still to be read.
  package var body: ReplyBody

  /// A reply with a body, or with none.
  package init(head: HTTPResponse, body: ReplyBody = ReplyBody([])) {
    self.head = head
    self.body = body
  }

  /// A whole reply of one content type.
  package init(_ status: HTTPResponse.Status, contentType: String, _ body: [UInt8]) {
    self.init(
      head: HTTPResponse(status: status, headerFields: [.contentType: contentType]), body: ReplyBody(body))
  }
}

/// A body in the pieces in which it arrives: single pass, pulled by its reader; dropping it ends the exchange.
package struct ReplyBody {
  private enum State {
    case whole([UInt8])
    case pulled(() async throws -> [UInt8]?)
    case ended
  }

  private var state: State

  /// A body that is here already.
  package init(_ whole: [UInt8]) {
    state = whole.isEmpty ? .ended : .whole(whole)
  }

  /// A body that is asked for its next piece; `nil` is the end.
  package init(pull: @escaping () async throws -> [UInt8]?) {
    state = .pulled(pull)
  }

  /// How many bytes are left, where all of them are here already; `nil` for a body that is pulled.
  package var wholeLength: Int? {
    whole?.count
  }

  /// What is left, where all of it is here already; `nil` for a body that is pulled.
  package var whole: [UInt8]? {
    switch state {
    case .whole(let bytes): bytes
    case .ended: []
    case .pulled: nil
    }
  }

  /// What has arrived since the last call; never empty; `nil` is the end.
  ///
  /// - Throws: what the source of the bytes throws, ``HTTPFailure`` for a body that ends too early.
  package mutating func next() async throws -> [UInt8]? {
    switch state {
    case .ended:
      return nil
    case .whole(let bytes):
      state = .ended
      return bytes
    case .pulled(let pull):
      while let bytes = try await pull() {
        guard bytes.isEmpty else { return bytes }
      }
      state = .ended
      return nil
    }
  }

  /// The whole body.
  ///
  /// - Parameter limit: bytes.
  /// - Throws: ``HTTPFailure`` with reason `.tooLarge` for a longer body, and what ``next()`` throws.
  package mutating func collect(upTo limit: Int) async throws -> [UInt8] {
    guard var whole = try await next() else { return [] }
    while whole.count <= limit, let piece = try await next() {
      whole += piece
    }
    guard whole.count <= limit else {
      state = .ended
      throw HTTPFailure(.answer, .tooLarge(limit: limit))
    }
    return whole
  }

  /// The same body seen by an onlooker, piece by piece, as its reader takes it.
  package consuming func observed(by onlooker: @escaping ([UInt8]) -> Void) -> ReplyBody {
    var body = self
    return ReplyBody {
      let piece = try await body.next()
      piece.map(onlooker)
      return piece
    }
  }
}
