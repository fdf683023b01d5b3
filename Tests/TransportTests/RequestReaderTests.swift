import HTTPTypes
import NIOCore
import Testing

@testable import Transport

/// Requests as they come over the wire, cut anywhere.
struct RequestReaderTests {
  static let requests: [(String, [String])] = [
    ("GET / HTTP/1.1\nHost: a\n\n", ["GET a / []"]),
    (
      "GET /?q=%20 HTTP/1.1\nhost:\t a:80 \nX-A: 1\nX-A:2\nX-Empty:\n\n",
      ["GET a:80 /?q=%20 [X-A: 1, X-A: 2, X-Empty: ]"]
    ),
    ("\n\nPOST /a HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi", ["POST a /a [Content-Length: 2] hi"]),
    ("GET /1 HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\nHost: b\n\n", ["GET a /1 []", "GET b /2 []"]),
    (
      "POST /1 HTTP/1.1\nHost: a\nContent-Length: 2\n\nhiPOST /2 HTTP/1.1\nHost: a\nContent-Length: 0\n\n",
      ["POST a /1 [Content-Length: 2] hi", "POST a /2 [Content-Length: 0]"]
    ),
    (
      "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5;x=y\nhello\nA \n 123456789\n0\nX-Sum: 1\n\nGET / HTTP/1.0\n\n",
      ["POST a / [Transfer-Encoding: chunked] hello 123456789", "GET - / []"]
    ),
    ("OPTIONS * HTTP/1.1\nHost: a\n\n", ["OPTIONS a * []"]),
    ("GET http://b/c?d HTTP/1.1\nHost: a\n\n", ["GET b /c?d []"]),
    ("GET HTTP://b?d HTTP/1.1\nHost: a\n\n", ["GET b /?d []"]),
    ("BREW /ä HTTP/1.1\nHost: a\nX: grün\n\n", ["BREW a /ä [X: grün]"]),
  ]

  @Test(arguments: requests)
  func readsRequestsCutAnywhere(_ text: String, _ expected: [String]) throws {
    let bytes = Array(wire(text).utf8)
    for cut in 0...bytes.count {
      var reader = RequestReader(Listener.Limits())
      var buffer = ByteBuffer(bytes: bytes[..<cut])
      var read = try reader.all(from: &buffer)
      buffer.writeBytes(bytes[cut...])
      read += try reader.all(from: &buffer)
      #expect(read == expected, "cut at \(cut)")
    }
  }

  @Test(arguments: requests)
  func readsRequestsByteByByte(_ text: String, _ expected: [String]) throws {
    var reader = RequestReader(Listener.Limits())
    var buffer = ByteBuffer()
    var read: [String] = []
    for byte in wire(text).utf8 {
      buffer.writeInteger(byte)
      read += try reader.all(from: &buffer)
    }
    #expect(read == expected)
    #expect(!reader.hasBegun)
  }

  @Test(arguments: [
    "GET /\n\n", "GET  / HTTP/1.1\nHost: a\n\n", " GET / HTTP/1.1\nHost: a\n\n",
    "GET / HTTP/2.0\nHost: a\n\n",
    "GET / http/1.1\nHost: a\n\n", "GET / HTTP/1.1 \nHost: a\n\n", "G(T / HTTP/1.1\nHost: a\n\n",
    "GET a HTTP/1.1\nHost: a\n\n",
    "CONNECT a:443 HTTP/1.1\nHost: a\n\n", "GET http:///x HTTP/1.1\nHost: a\n\n", "PRI * HTTP/2.0\n\nSM\n\n",
    "GET / HTTP/1.1\n\n", "GET / HTTP/1.1\nHost: a\nHost: a\n\n",
    "GET / HTTP/1.1\nHost: a\nX : 1\n\n", "GET / HTTP/1.1\nHost: a\n folded\n\n", "GET / HTTP/1.1\n : a\n\n",
    "GET / HTTP/1.1\nHost: a\nnothing\n\n", "GET / HTTP/1.1\nHost: a\nX: \u{0}\n\n",
    "GET / HTTP/1.1\nHost: a\nX: \u{7F}\n\n",
    "GET / HTTP/1.1\nHost: a\nX: a\rb\n\n", "POST / HTTP/1.1\nHost: a\nContent-Length: +1\n\n",
    "POST / HTTP/1.1\nHost: a\nContent-Length: 1, 1\n\n",
    "POST / HTTP/1.1\nHost: a\nContent-Length: 1\nContent-Length: 1\n\n",
    "POST / HTTP/1.1\nHost: a\nContent-Length:\n\n",
    "POST / HTTP/1.1\nHost: a\nContent-Length: 99999999999999999999\n\n",
    "POST / HTTP/1.1\nHost: a\nContent-Length: 5\nTransfer-Encoding: chunked\n\n",
    "POST / HTTP/1.0\nHost: a\nTransfer-Encoding: chunked\n\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\nhello\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n-1\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n1\nab\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFF\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n\n",
  ])
  func whatCouldBeReadInTwoWaysIsMalformed(_ text: String) {
    #expect(fault(wire(text)) == .malformed)
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n",
  ])
  func aLineEndWithoutReturnIsMalformed(_ text: String) {
    #expect(fault(text) == .malformed)
  }

  @Test func aTransferCodingThatNobodyKnowsIsNamed() {
    #expect(
      fault(wire("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip, chunked\n\n")) == .unknownCoding)
  }

  @Test func aHeadHasItsLimitBeforeItIsWhole() {
    #expect(fault(String(repeating: "a", count: 65 << 10)) == .headTooLarge)
    #expect(
      fault(wire("GET / HTTP/1.1\nHost: a\nX: \(String(repeating: "a", count: 64 << 10))\n\n"))
        == .headTooLarge)
  }

  @Test func aTrailerHasItsLimitToo() {
    let line = "X: \(String(repeating: "a", count: 4_000))\n"
    #expect(
      fault(wire("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n0\n\(line)\(line)\n"))
        == .headTooLarge)
  }

  private func fault(_ text: String) -> MessageFault? {
    var reader = RequestReader(Listener.Limits())
    var buffer = ByteBuffer(string: text)
    do {
      let requests = try reader.all(from: &buffer)
      Issue.record("read \(requests)")
      return nil
    } catch {
      return error
    }
  }
}

extension RequestReader {
  /// All requests that are whole: method, authority, path, fields, body.
  fileprivate mutating func all(from buffer: inout ByteBuffer) throws(MessageFault) -> [String] {
    var requests: [String] = []
    while let request = try next(from: &buffer) {
      let head = request.head.request
      let fields = head.headerFields.map(\.description).joined(separator: ", ")
      let body = String(decoding: request.body, as: UTF8.self)
      requests.append(
        "\(head.method) \(head.authority ?? "-") \(head.path ?? "-") [\(fields)]"
          + (body.isEmpty ? "" : " \(body)"))
    }
    return requests
  }
}
