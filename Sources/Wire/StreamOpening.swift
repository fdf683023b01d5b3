package import HTTPTypes
import Synchronization

/// A service whose streams may be long in beginning: it says beforehand how they would, so that whoever listens can keep
/// the client waiting.
package protocol StreamingService: HTTPService {
  /// Answers like `respond(to:body:)`; what is announced meanwhile may be sent before this returns.
  ///
  /// - Parameter opening: what is known of the answer until it is here.
  /// - Throws: what `respond(to:body:)` throws.
  func respond(to request: HTTPRequest, body: [UInt8], opening: StreamOpening) async throws -> HTTPReply
}

/// How a stream begins that the service is still waiting for, between the service and the listener.
package final class StreamOpening: Sendable {
  /// What can be sent of a stream before anything of it is known.
  package struct Preface: Sendable {
    /// The head that the stream will have, should it come.
    package let head: @Sendable () -> HTTPResponse
    /// What means nothing to a client between two events.
    package let keepAlive: [UInt8]

    /// - Parameter keepAlive: bytes that may stand before, between and behind the pieces of the body.
    package init(keepAlive: [UInt8], head: @escaping @Sendable () -> HTTPResponse) {
      self.head = head
      self.keepAlive = keepAlive
    }
  }

  private enum State {
    case unknown
    case announced(Preface)
    /// The client has the head.
    case begun(Preface)
    /// The service knows how its answer begins.
    case settled(Preface?)
  }

  private let state = Mutex(State.unknown)

  /// Nothing is known.
  package init() {}

  /// The service waits for a stream; called by the service.
  package func announce(_ preface: Preface) {
    state.withLock { state in
      if case .unknown = state { state = .announced(preface) }
    }
  }

  /// The service has what it waited for, or a failure in its place; called by the service.
  ///
  /// - Returns: whether the client has the head already, so that a failure must be told in the stream.
  package func settle() -> Bool {
    state.withLock { state in
      switch state {
      case .unknown: state = .settled(nil)
      case .announced(let preface): state = .settled(preface)
      case .settled: break
      case .begun: return true
      }
      return false
    }
  }

  /// The head, to be sent now; `nil` when there is none to be sent before the service answers. Called by the listener.
  package func begin() -> HTTPResponse? {
    let preface = state.withLock { state -> Preface? in
      guard case .announced(let preface) = state else { return nil }
      state = .begun(preface)
      return preface
    }
    return preface?.head()
  }

  /// Whether the client has a head that the service has not answered with.
  package var isBegun: Bool {
    state.withLock { if case .begun = $0 { true } else { false } }
  }

  /// What keeps a client waiting between two pieces of a stream; `nil` for an answer that is none.
  package var keepAlive: [UInt8]? {
    state.withLock { state in
      switch state {
      case .unknown, .settled(nil): nil
      case .announced(let preface), .begun(let preface), .settled(let preface?): preface.keepAlive
      }
    }
  }
}
