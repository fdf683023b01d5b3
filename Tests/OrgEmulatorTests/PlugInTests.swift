import OrgEmulator
import Testing
import Wire

@Suite struct PlugInTests {
  private let org = TestOrg()

  private func call(_ path: String, _ body: String) async throws -> String {
    try await org.send(gatewayRequest("/plugins/echo\(path)", body), token: org.signIn()).summary
  }

  @Test func theEchoGivesBackWhatItGot() async throws {
    #expect(try await call("/generations", #"{"b": [2.50], "a": null}"#) == #"200 {"b":[2.50],"a":null}"#)
  }

  @Test func theEchoStreamsOnePropertyAtATime() async throws {
    #expect(
      try await call("/generations/stream", #"{"a": 1, "b": 2}"#) == """
        200 event: generation
        data: {"a":1}

        event: generation
        data: {"b":2}

        event: generation
        data: [DONE]


        """)
  }

  @Test func theEchoFailsInTheMiddleOnRequest() async throws {
    #expect(
      try await call("/generations/stream", #"{"a": 1, "b": "[[stream: error]]"}"#) == """
        200 event: generation
        data: {"a":1}

        event: error
        data: {"errorCode":"INTERNAL_ERROR","messageCode":"E00001","message":"Internal server error"}


        """)
  }
}
