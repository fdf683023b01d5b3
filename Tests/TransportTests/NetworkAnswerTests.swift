import HTTPTypes
import Testing
import Wire

@testable import Transport

/// Answers as they come over the wire.
@Suite(.timeLimit(.minutes(10)))
struct NetworkAnswerTests {
  static let answers = [
    """
    HTTP/1.1 200 OK
    Content-Length: 11

    hello world
    """,
    """
    HTTP/1.1 200 OK
    Transfer-Encoding: chunked

    5
    hello
    6
     world
    0


    """,
  ]

  @Test(arguments: answers)
  func readsAnAnswerCutAnywhere(_ answer: String) async throws {
    let network = Network.plain()
    let length = wire(answer).utf8.count
    try await RawServer.with { connection in
      for cut in 1..<length {
        _ = try await connection.readMessage()
        let bytes = Array(wire(answer).utf8)
        try await connection.write(bytes: Array(bytes[..<cut]))
        try await connection.write(bytes: Array(bytes[cut...]))
      }
    } test: { server in
      for _ in 1..<length {
        let answer = try await network.answer(from: server.authority)
        #expect(answer == "200 hello world")
      }
      #expect(server.connections == 1)
    }
  }

  @Test(arguments: answers)
  func anAnswerThatEndsEarlyIsAFailure(_ answer: String) async throws {
    let network = Network.plain()
    let bytes = Array(wire(answer).utf8)
    for length in 0..<bytes.count {
      try await RawServer.with { connection in
        _ = try await connection.readMessage()
        try await connection.write(bytes: Array(bytes[..<length]))
      } test: { server in
        let failure = try await network.failure(from: server.authority)
        #expect(failure?.kind == "answer closed", "\(length) bytes: \(failure as Any)")
        #expect(failure?.peer == server.authority)
      }
    }
  }

  @Test(arguments: answers)
  func aConnectionThatBreaksIsAFailure(_ answer: String) async throws {
    let network = Network.plain()
    let bytes = Array(wire(answer).utf8)
    for length in [0, 10, bytes.count - 5] {
      try await RawServer.with { connection in
        _ = try await connection.readMessage()
        try await connection.write(bytes: Array(bytes[..<length]))
        try await connection.reset()
      } test: { server in
        let failure = try await network.failure(from: server.authority)
        #expect(failure?.kind == "answer closed")
      }
    }
  }

  @Test func anAnswerWithoutLengthEndsWithItsConnection() async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\n\nhello")
    } test: { server in
      let answer = try await Network.plain().answer(from: server.authority)
      #expect(answer == "200 hello")
    }
  }

  @Test func theHeadComesBeforeTheBody() async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 5\n\n")
      _ = try await connection.readToEnd()
    } test: { server in
      let reply = try await Network.plain().get(from: server.authority)
      #expect(reply.head.headerFields[.contentLength] == "5")
      #expect(reply.body.wholeLength == nil)
    }
  }

  @Test func aRedirectIsAnAnswer() async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write(
        """
        HTTP/1.1 302 Found
        Location: /elsewhere
        Content-Length: 0


        """)
      _ = try await connection.readToEnd()
    } test: { server in
      let reply = try await Network.plain().get(from: server.authority)
      #expect(reply.head.status == .found)
      #expect(reply.head.headerFields[.location] == "/elsewhere")
    }
  }

  @Test func interimAnswersAreSkipped() async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write(
        """
        HTTP/1.1 100 Continue

        HTTP/1.1 103 Early Hints
        Link: </style.css>

        HTTP/1.1 200 OK
        Content-Length: 2

        ok
        """)
    } test: { server in
      let answer = try await Network.plain().answer(from: server.authority)
      #expect(answer == "200 ok")
    }
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\n", "HTTP/1.1 999999 Strange\n\n", "HTTP/1.1 200 OK\nContent-Length: five\n\n",
  ])
  func whatIsNoHTTPIsMalformed(_ answer: String) async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write(answer)
      _ = try await connection.readToEnd()
    } test: { server in
      let failure = try await Network.plain().failure(from: server.authority)
      #expect(failure?.kind == "answer malformed")
    }
  }

  @Test func connectionsAreUsedAgain() async throws {
    let network = Network.plain()
    try await RawServer.with { connection in
      for _ in 0..<5 {
        _ = try await connection.readMessage()
        try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      }
    } test: { server in
      for _ in 0..<5 { _ = try await network.answer(from: server.authority) }
      #expect(server.connections == 1)
    }
  }
}
