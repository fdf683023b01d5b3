import FoundationEssentials
import Wire

/// Reads the frames of `/invoke-with-response-stream`, each of which holds an event of Anthropic's API in base64.
///
/// Source: Amazon Bedrock API Reference, "InvokeModelWithResponseStream".
struct FrameStreamReader: NativeStreamReader {
  private(set) var facts: NativeFacts
  private let requestID: String?
  private var parser = EventStreamParser()

  init(_ surface: NativeSurface, requestID: String?) {
    facts = NativeFacts(surface)
    self.requestID = requestID
  }

  mutating func read(_ bytes: [UInt8], into read: inout NativeRead) throws {
    var frames: [EventStreamMessage] = []
    var fault: EventStreamError?
    do {
      try parser.read(bytes) { frames.append($0) }
    } catch let error as EventStreamError {
      fault = error
    }
    for frame in frames { try take(frame, &read) }
    if let fault { throw ModelsFailure.brokenFrame(fault, requestID: requestID) }
  }

  mutating func end(into read: inout NativeRead) throws {
    guard parser.isBetweenFrames else { throw ModelsFailure.cutStream(requestID: requestID) }
  }

  private mutating func take(_ frame: EventStreamMessage, _ read: inout NativeRead) throws {
    switch frame[":message-type"] {
    case "exception", "error": throw ModelsFailure.brokenStream(Refusal(frame, requestID: requestID))
    default: break
    }
    guard !frame.payload.isEmpty else { return }
    do {
      guard let event = try Self.event(in: frame.payload) else { return try take(other: frame) }
      let type = try facts.read(nil, event, requestID: requestID)
      read.append(type, event)
    } catch let error as JSONError {
      throw ModelsFailure.notJSON(error, requestID: requestID)
    }
  }

  /// Events of other types mean nothing here; an account of a failure need not say that it is one.
  private func take(other frame: EventStreamMessage) throws {
    let json = try JSONValue(decoding: frame.payload)
    guard ["message", "error", "errorCode", "error_code"].contains(where: { json[$0] != nil }) else { return }
    throw ModelsFailure.brokenStream(Refusal(frame, requestID: requestID))
  }

  /// - Returns: `nil` where the payload holds none.
  private static func event(in payload: [UInt8]) throws(JSONError) -> [UInt8]? {
    var text: String?
    var reader = JSONReader(payload)
    try reader.members { (name, reader) throws(JSONError) in
      if name == "bytes" { text = try reader.value().string }
    }
    try reader.end()
    guard let text else { return nil }
    guard let event = Data(base64Encoded: text) else { throw JSONError(.expected("base64"), at: 0) }
    return Array(event)
  }
}

extension NativeRead {
  /// An event of this type.
  fileprivate mutating func append(_ type: String?, _ data: [UInt8]) {
    if let type, type.utf8.allSatisfy({ $0 >= 0x20 }) {
      bytes += "event: ".utf8
      bytes += type.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    // JSON may be written on several lines.
    for line in data.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      bytes += "data: ".utf8
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
    }
    bytes.append(UInt8(ascii: "\n"))
    events += 1
  }
}

extension Refusal {
  /// What a frame in the place of an event tells.
  fileprivate init(_ frame: EventStreamMessage, requestID: String?) {
    let kind = frame[":exception-type"] ?? frame[":error-code"]
    self.init(reportedBy: ServerSentEvent(data: frame.payload), requestID: requestID)
    status = kind.flatMap { Self.statuses[$0] } ?? status
    errorCode = errorCode ?? kind
    message = message ?? frame[":error-message"]
  }

  /// What the kinds of exceptions would have been before the stream began.
  private static let statuses = [
    "accessDeniedException": 403, "internalServerException": 500, "modelErrorException": 500,
    "modelStreamErrorException": 500, "modelTimeoutException": 408, "modelNotReadyException": 429,
    "resourceNotFoundException": 404, "serviceQuotaExceededException": 400,
    "serviceUnavailableException": 503,
    "throttlingException": 429, "validationException": 400,
  ]
}
