import Testing

/// What is sent as feedback.
@Suite struct FeedbackTests {
  @Test(arguments: [
    (["good", "g-1", "--id", "f-1"], #"{"id":"f-1","generationId":"g-1","feedback":"GOOD"}"#),
    (
      ["bad", "g-1", "--id", "f-1", "-t", "Too long"],
      #"{"id":"f-1","generationId":"g-1","feedback":"BAD","feedbackText":"Too long"}"#
    ),
    (
      ["none", "g-1", "--id", "f-1", "--text", "Hm"],
      #"{"id":"f-1","generationId":"g-1","feedback":null,"feedbackText":"Hm"}"#
    ),
    (
      [
        "good", "g-1", "--id", "f-1", "--source", "app", "--app-feedback", #"{"n":1.0}"#, "--app-generation",
        "shown", "--app-generation-id", "a-1",
      ],
      #"{"id":"f-1","generationId":"g-1","feedback":"GOOD","source":"app","appFeedback":{"n":1.0},"appGenerationId":"a-1","appGeneration":"shown"}"#
    ),
  ])
  func sayWhatTheOptionsSay(_ words: [String], _ body: String) async throws {
    let org = try Org([Documents.feedback: [Documents.thanks]])
    var call = org.call("feedback")
    call.words += words
    expect(try await call.run(), is: Told(0, "", ""))
    #expect(org.server.requests.last?.body == body)
    #expect(org.server.unprepared == [])
  }

  @Test func theReceiptIsPrintedWhenWanted() async throws {
    let org = try Org([Documents.feedback: [Documents.thanks]])
    let expected = #"{"message":"Feedback received, Thank you!","request_id":"req-7"}"# + "\n"
    expect(try await org.run("feedback", "good", "g-1", "--json"), is: Told(0, expected, ""))
  }

  @Test func theSameFeedbackHasTheSameID() async throws {
    let org = try Org([Documents.feedback: [Documents.thanks.always]])
    for text in ["Spot on", "Spot on", "Spot off"] {
      #expect(try await org.run("feedback", "good", "g-1", "--text", text).exit == 0)
    }
    let bodies = org.server.requests(to: Documents.feedback).map(\.body)
    try #require(bodies.count == 3)
    #expect(bodies[0] == bodies[1])
    #expect(Self.id(in: bodies[0]) != Self.id(in: bodies[2]))
    #expect(Self.id(in: bodies[0]).count == 36)
  }

  @Test func aGenerationCanComeThroughAPipe() async throws {
    let org = try Org([Documents.generations: [Documents.generation], Documents.feedback: [Documents.thanks]])
    var call = org.call()
    call.words = ["-c", #""$0" generate --json hello | "$0" feedback bad -"#, Call.sfmodels]
    call.program = "/bin/sh"
    expect(
      try await call.run(),
      is: Told(0, "", ""))
    #expect(
      org.server.requests.last?.body.contains(
        #""generationId":"333127bd-2d5d-41e8-9781-59a1a18ed69f","feedback":"BAD""#) == true)
  }

  @Test(arguments: [("", 2), ("text", 2), (#"{"text":"x"}"#, 2)] as [(String, Int32)])
  func anInputWithoutAGenerationIsRefused(_ input: String, _ exit: Int32) async throws {
    let org = try Org()
    let outcome = try await org.run("feedback", "good", "-", input: .text(input))
    #expect(outcome.exit == exit)
    #expect(outcome.errors.contains("standard input"), "\(outcome.errors)")
    #expect(org.server.requests.count == 0)
  }

  @Test func theLastGenerationOfAProfileIsRemembered() async throws {
    let org = try Org([Documents.generations: [Documents.generation], Documents.feedback: [Documents.thanks]])
    #expect(try await org.run("generate", "hello").exit == 0)
    expect(
      try await org.run("feedback", "good", "--last"),
      is: Told(
        0, "",
        """
        sfmodels: note: feedback on generation 333127bd-2d5d-41e8-9781-59a1a18ed69f of \
        sfdc_ai__DefaultOpenAIGPT4OmniMini

        """))
    #expect(
      org.server.requests.last?.body.contains(#""generationId":"333127bd-2d5d-41e8-9781-59a1a18ed69f""#)
        == true)
  }

  @Test func whereHistoryIsOffNothingIsRemembered() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    try org.home.write("history = \"off\"\n", to: org.home.settings)
    #expect(try await org.run("generate", "hello").exit == 0)
    #expect(try await org.run("feedback", "good", "--last").exit == 2)
  }

  @Test func aGenerationAndTheLastContradictEachOther() async throws {
    let outcome = try await Alone().run("feedback", "good", "g-1", "--last")
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains("--last"), "\(outcome.errors)")
  }

  private static func id(in body: String) -> Substring {
    body.split(separator: "\"").dropFirst(2).first.map { _ in body.split(separator: "\"")[3] } ?? ""
  }
}
