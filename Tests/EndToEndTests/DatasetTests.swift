import Glibc
import Testing

/// Datasets through the built program: answers and feedback, with interruptions.
@Suite struct DatasetTests {
  static let rows = (1...20).map { "{\"id\":\"r\($0)\",\"prompt\":\"hello\"}\n" }.joined()

  /// Answers that end before the last row, and come again.
  private static func answers(_ count: Int) -> [Turn] {
    Array(repeating: Documents.generation, count: count) + [Turn(.silence), Documents.generation.always]
  }

  private static func texts(in output: String) -> [String] {
    output.split(separator: "\n").map { String($0.prefix { $0 != "," }) }
  }

  @Test(arguments: [0, 1, 7, 19])
  func aRunThatIsKilledIsGoneOnWith(_ done: Int) async throws {
    let org = try Org([Documents.generations: Self.answers(done)])
    let input = try org.home.write(Self.rows, to: "prompts.jsonl")
    let output = org.home.path + "/answers.jsonl"
    let words = ["--from", input, "-o", output, "--concurrency", "1", "-q"]
    var first = org.call("generate")
    first.words += words
    let killed = try await first.run { child in
      // The token, the answers, and the request that stays without one.
      for _ in 0..<done + 2 { try org.server.awaitRequest() }
      child.send(SIGKILL)
      return try child.finish()
    }
    #expect(killed.ending == .signal(SIGKILL))
    #expect(access(output, F_OK) != 0)
    var second = org.call("generate", "--resume")
    second.words += words
    expect(try await second.run(), is: Told(0, "", ""))
    let whole = try org.home.read(output)
    #expect(Self.texts(in: whole) == (1...20).map { "{\"id\":\"r\($0)\"" })
    // Only the row without an answer is asked twice, or the one whose answer was not written any more.
    #expect((21...22).contains(org.server.requests(to: Documents.generations).count))
    expect(try await second.run(), is: Told(0, "", ""))
    #expect(try org.home.read(output) == whole)
  }

  @Test func aToxicAnswerIsRememberedAcrossAnInterruption() async throws {
    let toxic = Turn.answer(
      200, Documents.generationBody.replacing("\"isDetected\":false", with: "\"isDetected\":true"))
    let org = try Org([
      Documents.generations: [toxic, Turn(.silence), Documents.generation.always]
    ])
    let input = try org.home.write(Self.rows, to: "prompts.jsonl")
    let words = [
      "--from", input, "-o", org.home.path + "/answers.jsonl", "--concurrency", "1", "-q", "--max-toxicity",
      "0.5",
    ]
    var first = org.call("generate")
    first.words += words
    _ = try await first.run { child in
      for _ in 0..<3 { try org.server.awaitRequest() }
      child.send(SIGTERM)
      return try child.finish()
    }
    var second = org.call("generate", "--resume")
    second.words += words
    let outcome = try await second.run()
    #expect(outcome.exit == 6)
    #expect(outcome.errors.hasPrefix("sfmodels: 1 of 20 answers does not pass --max-toxicity\n"))
  }

  @Test func feedbackThatIsSentTwiceHasTheSameIDs() async throws {
    let org = try Org([Documents.feedback: [Documents.thanks.always]])
    let rows = (1...20).map { "{\"generation_id\":\"g\($0)\",\"verdict\":\"good\",\"text\":\"t\"}\n" }
      .joined()
    let input = try org.home.write(rows, to: "judged.jsonl")
    for _ in 0..<2 {
      expect(try await org.run("feedback", "--from", input, "-q"), is: Told(0, "", ""))
    }
    let bodies = org.server.requests(to: Documents.feedback).map(\.body)
    try #require(bodies.count == 40)
    #expect(bodies[..<20].sorted() == bodies[20...].sorted())
    #expect(Set(bodies).count == 20)
  }

  @Test func feedbackCanBeGoneOnWith() async throws {
    let org = try Org([
      Documents.feedback: [Documents.thanks, Documents.thanks, Turn(.silence), Documents.thanks.always]
    ])
    let rows = (1...9).map { "{\"generation_id\":\"g\($0)\",\"verdict\":\"good\"}\n" }.joined()
    let input = try org.home.write(rows, to: "judged.jsonl")
    let output = org.home.path + "/receipts.jsonl"
    let words = ["--from", input, "-o", output, "--concurrency", "1", "-q"]
    var first = org.call("feedback")
    first.words += words
    let killed = try await first.run { child in
      for _ in 0..<4 { try org.server.awaitRequest() }
      child.send(SIGKILL)
      return try child.finish()
    }
    #expect(killed.ending == .signal(SIGKILL))
    var second = org.call("feedback", "--resume")
    second.words += words
    expect(try await second.run(), is: Told(0, "", ""))
    #expect(Self.texts(in: try org.home.read(output)) == (1...9).map { "{\"id\":\($0)" })
  }

  @Test func aBusyServiceLosesNoRow() async throws {
    let busy = Documents.error(429, "TOO_MANY_REQUESTS", "Slow down", headers: ["Retry-After: 0"])
    let broken = Turn(.reset)
    let org = try Org([
      Documents.generations: [
        Documents.generation, busy, broken, Documents.generation, Documents.error(500, "X", "Y"),
        Documents.generation.always,
      ]
    ])
    let input = try org.home.write(Self.rows, to: "prompts.jsonl")
    let outcome = try await org.run("generate", "--from", input, "-q", "--concurrency", "3")
    #expect(outcome.exit == 0)
    #expect(outcome.errors == "")
    #expect(Self.texts(in: outcome.output) == (1...20).map { "{\"id\":\"r\($0)\"" })
  }

  @Test func aReaderThatLeavesEndsTheRun() async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    var call = org.call("generate", "--from", try org.home.write(Self.rows, to: "prompts.jsonl"), "-q")
    call.output = .closedPipe
    let outcome = try await call.run()
    #expect(outcome.exit == 141)
    #expect(outcome.errors == "")
  }
}

/// Jobs of the service through the built program.
@Suite struct BatchJobTests {
  @Test func aJobIsSubmittedOnceAndWaitedFor() async throws {
    let submit = "POST /ai/gpt/v1/batch/embeddings"
    let status = "GET /ai/gpt/v1/batch/j-1"
    let org = try Org([
      submit: [.answer(202, #"{"jobId":"j-1","status":"ACCEPTED"}"#)],
      status: [
        .answer(200, #"{"jobId":"j-1","status":"RUNNING"}"#), Turn(.reset), .answer(503, ""),
        .answer(200, #"{"jobId":"j-1","status":"SUCCEEDED"}"#),
      ],
    ])
    expect(
      try await org.run("batch", "submit", "--type", "s3", "--uri", "s3://b/t"), is: Told(0, "j-1\n", ""))
    #expect(
      org.server.requests(to: submit).map(\.body) == [
        #"{"data_source":{"type":"s3","uri":"s3://b/t"},"model":"sfdc_ai__DefaultOpenAITextEmbeddingAda_002"}"#
      ])
    expect(
      try await org.run("batch", "wait", "j-1", "--interval", "10ms", "-q"),
      is: Told(0, "j-1  SUCCEEDED\n", ""))
    #expect(org.server.requests(to: status).count == 4)
  }
}
