import Wire

/// What one read of a stream brought.
package struct NativeRead {
  /// Whole server-sent events, for the client as they are.
  package internal(set) var bytes: [UInt8] = []
  /// How many events there are in them.
  package internal(set) var events = 0
}

/// An answer of a maker's own API that arrives piece by piece, as server-sent events whatever it travelled in: pulled by
/// its reader, and dropping it ends the exchange.
package struct NativeStream {
  /// Salesforce's handle for support.
  package let requestID: String?

  private var body: ReplyBody
  private var reader: any NativeStreamReader
  /// What the first read brought; it was read when the stream was opened.
  private var opening: NativeRead?
  /// What ended the stream behind events that had to be handed out before.
  private var failure: (any Error)?
  private var hasEnded = false

  /// Waits for the first events.
  init(_ body: ReplyBody, _ reader: any NativeStreamReader, requestID: String?) async throws {
    self.body = body
    self.reader = reader
    self.requestID = requestID
    opening = try await pull()
  }

  /// What has been told of the cost so far.
  package var usage: Usage? { reader.facts.usage }
  /// The answer's own id; `nil` before it was told.
  package var answerID: String? { reader.facts.id }
  /// The failure that the answer itself has told, in the API's own words.
  package var refusal: Refusal? { reader.facts.refusal }

  /// What one read brought; never without bytes; `nil` is the end of a complete answer.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure` …, after all that came before.
  package mutating func next() async throws -> NativeRead? {
    guard let read = opening else { return try await pull() }
    opening = nil
    return read
  }

  private mutating func pull() async throws -> NativeRead? {
    if let failure { throw failure }
    while !hasEnded, let bytes = try await nextBytes() {
      let read = try read { reader, read in try reader.read(bytes, into: &read) }
      guard read.bytes.isEmpty else { return read }
    }
    return try end()
  }

  /// What stands behind the last event of a complete answer is the client's, too.
  private mutating func end() throws -> NativeRead? {
    guard !hasEnded else { return nil }
    hasEnded = true
    guard reader.facts.isComplete else { throw ModelsFailure.cutStream(requestID: requestID) }
    let rest = try read { reader, read in try reader.end(into: &read) }
    return rest.bytes.isEmpty ? nil : rest
  }

  private mutating func nextBytes() async throws -> [UInt8]? {
    do {
      return try await body.next()
    } catch is HTTPFailure where reader.facts.isComplete {
      // The answer is here.
      return nil
    }
  }

  private mutating func read(
    _ more: (inout any NativeStreamReader, inout NativeRead) throws -> Void
  ) throws -> NativeRead {
    var read = NativeRead()
    do {
      try more(&reader, &read)
    } catch {
      failure = error
      guard !read.bytes.isEmpty else { throw error }
    }
    return read
  }
}

/// Turns what an upstream sends into server-sent events: a state machine that knows nothing of time.
protocol NativeStreamReader {
  var facts: NativeFacts { get }

  /// - Throws: ``ModelsFailure`` for what reports an error or cannot be understood.
  mutating func read(_ bytes: [UInt8], into read: inout NativeRead) throws
  /// Nothing more will come.
  ///
  /// - Throws: as ``read(_:into:)`` does.
  mutating func end(into read: inout NativeRead) throws
}
