import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import Commands

/// Jobs of the service: from the command line to the exit status.
struct BatchTests {
  private func submit(_ uri: String) async -> String {
    let result = await TestProgram().run("batch", "submit", "--emulator", "--type", "s3", "--uri", uri)
    return String(result.output.dropLast())
  }

  private func wait(_ upstream: ScriptedService, _ words: String...) async -> (
    TestProgram.Result, seconds: Double
  ) {
    let program = TestProgram(upstream)
    let words = ["batch", "wait"] + words + TestProgram.serviceWords
    return (
      await program.run(words: words, environment: TestProgram.serviceEnvironment), program.secondsWaited
    )
  }

  private static let running = ScriptedService.Reply.whole(200, #"{"jobId":"j","status":"RUNNING"}"#)
  private static let succeeded = ScriptedService.Reply.whole(200, #"{"jobId":"j","status":"SUCCEEDED"}"#)
  private static let failed = ScriptedService.Reply.whole(
    200, #"{"jobId":"k","status":"FAILED","error":"no such bucket"}"#)

  @Test func aJobSaysWhatTheOptionsSay() async {
    let result = await TestProgram().run(
      "batch", "submit", "--dry-run", "--type", "s3", "--uri", "s3://b/t", "--format", "jsonl", "--option",
      "region=\"eu\"", "--mask-pii", "--locale", "de_DE", "-m", "M")
    #expect(result.output.hasPrefix("POST https://api.salesforce.com/ai/gpt/v1/batch/embeddings\n"))
    #expect(
      result.output.hasSuffix(
        #"""


        {"data_source":{"type":"s3","uri":"s3://b/t","format":"jsonl","options":{"region":"eu"}},"model":"M",\#
        "enable_pii_masking":true,"localization":{"default_locale":"de_DE"}}

        """#))
  }

  @Test func aJobNeedsASource() async {
    let result = await TestProgram().run("batch", "submit", "--emulator")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: --type and --uri must say what the service is to read\n"))
  }

  @Test func onlyTheGatewayHasJobs() async {
    for words in [["submit", "--type", "s3", "--uri", "u"], ["status", "j"], ["wait", "j"]] {
      let result = await TestProgram().run(words: ["batch"] + words + ["--emulator", "--api", "models"])
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix("sfmodels: the Models REST API has no batch jobs\n"))
    }
    let fromElsewhere = await TestProgram().run(
      "batch", "status", "--emulator", await submit("s3://x"), environment: ["SFMODELS_API": "models"])
    #expect(fromElsewhere.status == 0)
  }

  @Test func jobsAreWaitedForUntilTheyEnd() async {
    let (good, bad) = (await submit("s3://good"), await submit("s3://fail"))
    let times = "started 2027-01-15T08:00:00Z  ended 2027-01-15T08:00:08Z"
    let one = await TestProgram().run("batch", "wait", "--emulator", good)
    #expect(one == .init(status: 0, output: "\(good)  SUCCEEDED  \(times)\n", errors: ""))
    let both = await TestProgram().run("batch", "wait", "--emulator", bad, good, bad)
    #expect(
      both
        == .init(
          status: 1,
          output: """
            \(bad)  FAILED  \(times)  error: The data source could not be read: access denied.
            \(good)  SUCCEEDED  \(times)

            """, errors: "sfmodels: 1 of 2 jobs failed\n"))
  }

  @Test func aWaitRunsOut() async {
    let program = TestProgram()
    let result = await program.run("batch", "wait", "--emulator", "--max-wait", "5s", await submit("s3://x"))
    #expect(
      result
        == .init(
          status: 5, output: "",
          errors: """
            sfmodels: the job has not ended in time
              hint: wait longer with --max-wait; the jobs go on

            """))
    #expect(program.secondsWaited == 5)
  }

  @Test func troublesThatPassAreSurvived() async {
    let upstream = ScriptedService(
      .failure(HTTPFailure(.connection, .refused, peer: "127.0.0.1:9")), .whole(503, ""), Self.running,
      .failure(HTTPFailure(.name, .unknownHost, peer: "127.0.0.1:9")),
      .whole(429, "", headers: [.retryAfter: "30"]), .whole(500, "no JSON"), Self.succeeded)
    let (result, seconds) = await wait(upstream, "j", "--interval", "10s")
    #expect(
      result
        == .init(
          status: 0, output: "j  SUCCEEDED\n",
          errors: """
            sfmodels: note: 127.0.0.1:9 refuses connections; the jobs are asked for again
            sfmodels: note: the service answers again
            sfmodels: note: there is no host of this name: 127.0.0.1:9; the jobs are asked for again
            sfmodels: note: the service answers again

            """))
    #expect(seconds == 80)
  }

  @Test func aServiceThatStaysAwayIsNamedWhenTheWaitRunsOut() async {
    let refused = ScriptedService.Reply.failure(HTTPFailure(.connection, .refused, peer: "127.0.0.1:9"))
    let (result, _) = await wait(
      ScriptedService(refused, refused, refused), "j", "--interval", "10s", "--max-wait", "20s", "--quiet")
    #expect(result.status == 5)
    #expect(
      result.errors.hasPrefix(
        "sfmodels: the job has not ended in time (the last trouble: 127.0.0.1:9 refuses connections)\n"))
  }

  @Test(arguments: [
    (ScriptedService.Reply.whole(403, ""), 3 as Int32), (.whole(404, ""), 1),
    (.failure(HTTPFailure(.name, .unknownHost, peer: "h")), 5), (.whole(200, "no JSON"), 1),
  ])
  func troublesThatDoNotPassEndTheWait(_ answer: ScriptedService.Reply, _ status: Int32) async {
    let (result, seconds) = await wait(ScriptedService(answer), "j")
    #expect(result.status == status)
    #expect(seconds == 0)
  }

  @Test func aJobThatIsUnknownDoesNotStopTheOthers() async {
    let upstream = ScriptedService(.whole(404, ""), Self.running, Self.succeeded)
    let (result, _) = await wait(upstream, "nope", "j", "--json")
    #expect(result.status == 1)
    #expect(result.output == #"{"job_id":"j","status":"SUCCEEDED"}"# + "\n")
    #expect(result.errors.hasPrefix("sfmodels: job nope: the service has nothing at this address (404)\n"))
    #expect(result.errors.hasSuffix(#"{"error":{"message":"1 of 2 jobs failed","exit":1}}"# + "\n"))
    #expect(
      upstream.paths == ["/ai/gpt/v1/batch/nope", "/ai/gpt/v1/batch/j", "/ai/gpt/v1/batch/j"])
  }

  @Test func theStatusOfSeveralJobsIsToldEvenIfOneIsUnknown() async {
    let upstream = ScriptedService(.whole(404, ""), Self.failed)
    let result = await TestProgram(upstream).run(
      words: ["batch", "status", "j", "k"] + TestProgram.serviceWords,
      environment: TestProgram.serviceEnvironment)
    #expect(result.status == 1)
    #expect(result.output == "k  FAILED  error: no such bucket\n")
    #expect(result.errors.hasPrefix("sfmodels: job j: the service has nothing at this address (404)\n"))
  }

  @Test func pausesGrowFromSecondsToAMinute() {
    var backoff = PollingBackoff(nil)
    let pauses = (0..<12).map { _ in Int(backoff.pause(retryAfter: nil) / .seconds(1)) }
    #expect(pauses == [2, 3, 4, 6, 10, 15, 22, 34, 51, 60, 60, 60])
    #expect(backoff.pause(retryAfter: .seconds(90)) == .seconds(90))
  }

  @Test func anIntervalIsKept() {
    var backoff = PollingBackoff(.seconds(7))
    #expect((0..<3).map { _ in backoff.pause(retryAfter: nil) } == Array(repeating: .seconds(7), count: 3))
    #expect(backoff.pause(retryAfter: .seconds(9)) == .seconds(9))
  }
}
