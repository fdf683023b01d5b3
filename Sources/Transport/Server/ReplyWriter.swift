import HTTPTypes
import NIOCore
import NIOHTTP1

/// Writes a reply for the client that asked: one of HTTP/1.0 gets no chunks, and HEAD gets no body.
struct ReplyWriter {
  private enum Framing {
    case length(Int)
    case chunks
    /// The body ends with the connection.
    case untilClose
    case noBody
  }

  let keepsConnection: Bool
  private let response: HTTPResponse
  private let request: RequestHead
  private let framing: Framing

  /// - Parameters:
  ///   - length: of the body, where known.
  ///   - isLast: whether the connection is to end with this reply.
  init(_ response: HTTPResponse, length: Int?, to request: RequestHead, isLast: Bool) {
    self.response = response
    self.request = request
    framing = Self.framing(response, length, request)
    if case .untilClose = framing {
      keepsConnection = false
    } else {
      keepsConnection = request.keepsConnection && !isLast
    }
  }

  /// Whether any of the body is sent.
  var showsBody: Bool {
    if case .noBody = framing { return false }
    return request.request.method != .head
  }

  func writeHead(to buffer: inout ByteBuffer, date: @autoclosure () -> String) {
    writeStatus(to: &buffer)
    var bringsDate = false
    for field in response.headerFields where !Self.isOfOneConnection(field.name) {
      if field.name == .date { bringsDate = true }
      buffer.writeField(field)
    }
    if !bringsDate { buffer.writeField("Date", date()) }
    switch framing {
    case .length(let length): buffer.writeField("Content-Length", String(length))
    case .chunks: buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
    case .untilClose, .noBody: break
    }
    if !keepsConnection {
      buffer.writeStaticString("Connection: close\r\n")
    } else if !request.isModern {
      buffer.writeStaticString("Connection: keep-alive\r\n")
    }
    buffer.writeStaticString("\r\n")
  }

  func write(_ piece: [UInt8], to buffer: inout ByteBuffer) {
    if case .chunks = framing { buffer.writeChunk(piece) } else { buffer.writeBytes(piece) }
  }

  func writeEnd(to buffer: inout ByteBuffer) {
    if case .chunks = framing { buffer.writeStaticString("0\r\n\r\n") }
  }

  /// Whether a body of so many bytes is what the head announced.
  func isAnnounced(_ count: Int) -> Bool {
    if case .length(let length) = framing { count == length } else { true }
  }

  private func writeStatus(to buffer: inout ByteBuffer) {
    buffer.writeStaticString("HTTP/1.1 ")
    buffer.writeString(String(response.status.code))
    buffer.writeStaticString(" ")
    buffer.writeString(phrase)
    buffer.writeStaticString("\r\n")
  }

  /// A status that is made of its number alone brings no phrase, and some clients print nothing else.
  private var phrase: String {
    let phrase = response.status.reasonPhrase
    return phrase.isEmpty ? HTTPResponseStatus(statusCode: response.status.code).reasonPhrase : phrase
  }

  private static func framing(_ response: HTTPResponse, _ length: Int?, _ request: RequestHead) -> Framing {
    if response.status.kind == .informational || [204, 304].contains(response.status.code) { return .noBody }
    if let length { return .length(length) }
    return request.isModern ? .chunks : .untilClose
  }

  /// Fields that speak of one connection (RFC 9110 §7.6.1), so not of ours when a reply comes from another server.
  private static func isOfOneConnection(_ name: HTTPField.Name) -> Bool {
    // Their lengths differ, and most names have none of these: each answer has twenty.
    switch name.rawName.utf8.count {
    case 7: name == .upgrade
    case 10: name == .connection
    case 14: name == .contentLength
    case 17: name == .transferEncoding
    default: false
    }
  }
}
