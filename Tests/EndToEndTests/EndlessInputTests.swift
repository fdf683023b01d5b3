import Glibc
import TestSupport
import Testing

/// Inputs without end: each has a bound that fits what it is for.
@Suite struct EndlessInputTests {
  private func run(_ line: String, in org: Org) async throws -> Outcome {
    var call = Call.shell("cd; \(line)")
    call.environment = org.environment
    call.limit = 120
    return try await call.run()
  }

  @Test(arguments: [
    ("\"$0\" generate hi -f /dev/zero", "'/dev/zero'", "64 MB"),
    ("cat /dev/zero | \"$0\" generate", "standard input", "64 MB"),
    ("\"$0\" generate hi --request @/dev/zero", "'/dev/zero'", "64 MB"),
    ("\"$0\" generate hi --schema /dev/zero", "'/dev/zero'", "64 MB"),
    ("yes | \"$0\" feedback good -", "standard input", "64 MB"),
    ("yes | \"$0\" similar --in vectors.jsonl", "standard input", "64 MB"),
    ("yes | \"$0\" emulator --port 0 --script /dev/stdin", "'/dev/stdin'", "64 MB"),
    ("\"$0\" serve --port 0 --api-key-file /dev/zero", "'/dev/zero'", "64 KB"),
    (
      "yes | \"$0\" auth login --domain https://acme.my.salesforce.com --client-id k --client-secret-stdin",
      "standard input", "8 KB"
    ),
  ])
  func isRefusedWithItsBound(_ line: String, _ name: String, _ bound: String) async throws {
    let org = try Org()
    try org.home.write("{\"embedding\":[1]}\n", to: "vectors.jsonl")
    let outcome = try await run(line, in: org)
    expect(
      outcome,
      is: Told(
        2, "", "sfmodels: \(name) is longer than \(bound), which is more than can be meant here\n"))
    #expect(org.server.requests.isEmpty)
  }

  @Test(arguments: ["config list", "config set model m", "generate hi", "auth status"])
  func settingsHaveABound(_ words: String) async throws {
    let org = try Org()
    try org.home.write("", to: org.home.settings)
    unlink(org.home.settings)
    symlink("/dev/zero", org.home.settings)
    expect(
      try await run("\"$0\" \(words)", in: org),
      is: Told(
        2, "",
        "sfmodels: '\(org.home.settings)' is longer than 1 MB, which is more than can be meant here\n"))
  }

  @Test(arguments: [
    "--from /dev/zero --input-format lines", "--from /dev/zero --input-format jsonl",
    "--from /dev/zero --whole",
  ])
  func aRowWithoutEndIsNotWaitedFor(_ words: String) async throws {
    let outcome = try await run("\"$0\" embed \(words)", in: try Org())
    #expect(outcome.exit == 2, "\(outcome.told)")
  }

  @Test(arguments: [
    ["generate", "hi", "-f", "/dev/zero"], ["generate", "hi", "--request", "@/dev/zero"],
    ["embed", "--from", "/dev/zero", "--input-format", "lines"], ["embed", "-f", "/dev/zero"],
  ])
  func memoryIsBoundToo(_ words: [String]) async throws {
    let org = try Org()
    var call = org.call()
    call.words = words
    call.limit = 120
    let outcome = try await call.run()
    #expect(outcome.exit == 2, "\(outcome.told)")
    #expect(outcome.peakMegabytes < 300, "\(outcome.peakMegabytes) MB")
  }

  @Test func aPromptTakesTwiceItsSizeAtMost() async throws {
    let alone = try Alone()
    let environment = [
      "SFMODELS_ACCESS_TOKEN": "a.b.c", "SFMODELS_BASE_URL": "http://127.0.0.1:\(try freePort())",
    ]
    let megabytes = 40
    let line = [UInt8](repeating: UInt8(ascii: "a"), count: 99) + [UInt8(ascii: "\n")]
    let prompt = [UInt8]([[UInt8]](repeating: line, count: (megabytes << 20) / 100).joined())
    let outcome = try await alone.run("generate", "--retries", "0", input: .bytes(prompt), with: environment)
    #expect(outcome.exit == 5, "\(outcome.told)")
    // The program itself takes 30 MB.
    #expect(outcome.peakMegabytes < megabytes * 9 / 4 + 35, "\(outcome.peakMegabytes) MB")
  }

  @Test(arguments: [
    ("yes", "it printed more than 8 KB"), ("head -c 100000 /dev/zero", "it printed more than 8 KB"),
    ("kill -9 $$", "it was ended by signal 9"), ("exit 3", "it ended with status 3"), ("true", "no output"),
    ("/none/such", "it ended with status 127"),
  ])
  func aCommandForTheSecretIsBoundAndNamed(_ command: String, _ status: String) async throws {
    let org = try Org()
    try org.home.write(
      "[profile.default]\nclient-id = \"k\"\nclient-secret-command = '\(command)'\n", to: org.home.settings)
    let outcome = try await run(
      "unset SFMODELS_CLIENT_ID SFMODELS_CLIENT_SECRET; \"$0\" generate hi", in: org)
    #expect(outcome.exit == 3)
    #expect(
      outcome.errors.contains(
        "sfmodels: the command that should print the client secret failed (\(status))\n"),
      "\(outcome.errors)")
  }
}
