import HTTPTypes
import Wire

/// An answer that arrives piece by piece, pulled by its reader: a slow reader holds the sender back, and dropping it
/// ends the exchange.
package struct EventStream<Event> {
  /// Salesforce's handle for support.
  package let requestID: String?

  private var body: ReplyBody
  private var parser = ServerSentEventParser()
  private var reader: any StreamReader<Event>
  /// What the first read brought; it was read when the stream was opened.
  private var opening: [Event]?
  /// What ended the stream behind events that had to be handed out before.
  private var failure: (any Error)?
  private var hasEnded = false

  /// Waits for the first events.
  init(_ reply: HTTPReply, _ makeReader: (_ requestID: String?) -> any StreamReader<Event>) async throws {
    requestID = reply.head.requestID
    body = reply.body
    reader = makeReader(requestID)
    opening = try await pull()
  }

  /// The events that one read brought; never empty; `nil` is the end of a complete answer.
  ///
  /// - Throws: ``ModelsFailure/brokenStream(_:)``, ``ModelsFailure/cutStream(requestID:)``, `HTTPFailure` …, after all
  ///   that came before.
  package mutating func next() async throws -> [Event]? {
    guard let events = opening else { return try await pull() }
    opening = nil
    return events
  }

  private mutating func pull() async throws -> [Event]? {
    if let failure { throw failure }
    while !hasEnded, let bytes = try await nextBytes() {
      let events = try read(bytes)
      guard events.isEmpty else { return events }
    }
    hasEnded = true
    guard reader.isComplete else { throw ModelsFailure.cutStream(requestID: requestID) }
    return nil
  }

  private mutating func nextBytes() async throws -> [UInt8]? {
    do {
      return try await body.next()
    } catch is HTTPFailure where reader.isComplete {
      // The answer is here; what the service wanted to add, for example scores, is not worth an error.
      return nil
    }
  }

  private mutating func read(_ bytes: [UInt8]) throws -> [Event] {
    var events: [Event] = []
    do {
      try parser.read(bytes) { try reader.read($0, into: &events) }
    } catch {
      failure = error
      guard !events.isEmpty else { throw error }
    }
    return events
  }
}
