import Glibc
import Testing

/// Outputs that appear when they are whole, and runs that are interrupted and gone on with.
@Suite struct RowResumeTests {
  static func results(in home: Home) throws -> [String: String] {
    let names = try home.files().filter { $0.hasPrefix("v") || $0.hasPrefix("errors") }
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try home.read("\(home.path)/\($0)")) })
  }

  static func job(_ org: Org, _ words: [String], rows: Int = 150) throws -> Call {
    let input = try org.home.write(Vectors.input(rows), to: "in.txt")
    var call = org.call(
      "embed", "-q", "--batch-size", "4", "--concurrency", "2", "--from", input, "-o", org.home.path + "/v")
    call.words += ["--errors", org.home.path + "/errors"] + words
    return call
  }

  @Test(arguments: [
    ["--format", "jsonl"], ["--format", "csv", "--shard", "2/3"], ["--format", "npy"],
    ["--format", "npy", "--shard", "1/2"], ["--format", "jsonl", "--keep-text"],
  ])
  func aKilledRunGoesOnAsIfNothingHadBeen(_ words: [String]) async throws {
    let whole = try RowTests.org()
    #expect(try await Self.job(whole, words, rows: 600).run().exit == 7)
    // The record that is kept counts how often it was written.
    let expected = try Self.results(in: whole.home).filter { $0.key != "v.progress" }
    let org = try RowTests.org()
    let call = try Self.job(org, words + ["--resume"], rows: 600)
    for requests in [1, 2, 3, 5, 8] {
      // It is killed while so many requests are on their way or just answered.
      let ending = try await call.run { child in
        for _ in 0..<requests { try org.server.awaitRequest() }
        child.send(SIGKILL)
        return try child.finish().ending
      }
      // On a busy machine it may have been faster.
      guard ending == .signal(SIGKILL) else { break }
      #expect(try org.home.files().filter { $0 == "v" } == [])
    }
    #expect(try await call.run().exit == 7)
    #expect(try Self.results(in: org.home).filter { $0.key != "v.progress" } == expected)
    // It is whole now, and ends as it did.
    let count = org.server.requests.count
    let again = try await call.run()
    #expect(again.exit == 7 && again.errors.hasSuffix(" rows were refused\n"), "\(again)")
    #expect(org.server.requests.count == count)
  }

  @Test(arguments: [(SIGINT, 130, "interrupted"), (SIGTERM, 143, "terminated")] as [(Int32, Int32, String)])
  func anInterruptedRunSaysHowToGoOn(_ signal: Int32, _ status: Int32, _ word: String) async throws {
    let org = try RowTests.org { _, count in count > 5 ? Turn(.silence) : nil }
    let call = try Self.job(org, ["--concurrency", "1"])
    let outcome = try await call.run { child in
      for _ in 0..<6 { try org.server.awaitRequest() }
      child.send(signal)
      return try child.finish()
    }
    #expect(outcome.exit == status)
    #expect(outcome.errors.hasPrefix("sfmodels: \(word)\n"), "\(outcome.errors)")
    #expect(outcome.errors.hasSuffix("rows are dealt with; the same command with --resume goes on\n"))
  }

  @Test func aRunThatWaitsForInputCanBeEnded() async throws {
    let org = try RowTests.org { _, _ in Turn(.silence) }
    var call = org.call("embed", "-v", "--batch-size", "1")
    call.input = .openPipe
    let outcome = try await call.run { child in
      child.type("one\n")
      try child.awaits("/embeddings")
      child.send(SIGTERM)
      return try child.finish()
    }
    #expect(outcome.exit == 143)
    #expect(outcome.errors.hasSuffix("sfmodels: terminated\n"), "\(outcome.errors)")
  }

  @Test func anExistingFileIsNotLost() async throws {
    let org = try RowTests.org()
    let file = try org.home.write("precious", to: "v")
    let refused = try await org.run("embed", "-o", file, "a")
    #expect(refused.exit == 2)
    #expect(refused.errors == "sfmodels: '\(file)' exists\n  hint: --force replaces it\n")
    #expect(try org.home.read(file) == "precious")
    #expect(org.server.requests.count == 0)
    expect(try await org.run("embed", "-q", "-o", file, "--force", "a"), is: Told(0, "", ""))
    #expect(try org.home.read(file) == Vectors.line(1, "a"))
  }

  @Test func whatWasBegunIsNotLostEither() async throws {
    let org = try RowTests.org { _, count in count > 5 ? Documents.error(403, "NO", "no") : nil }
    let call = try Self.job(org, ["--concurrency", "1"])
    #expect(try await call.run().exit == 3)
    let again = try await call.run()
    #expect(again.exit == 2)
    #expect(again.errors.contains("--resume goes on with it, --force begins anew"), "\(again.errors)")
  }

  /// Neither by an input that is not there, nor by one that nobody can read rows from.
  @Test(arguments: ["none.txt", "header.csv"])
  func aMistypedInputCostsNothing(_ name: String) async throws {
    let org = try RowTests.org()
    if name.hasSuffix("csv") { _ = try org.home.write("\n", to: name) }
    let words = ["--from", org.home.path + "/" + name, "-o", org.home.path + "/v"]
    var call = org.call("embed")
    call.words += words
    #expect(try await call.run().exit == 2)
    #expect(try Self.results(in: org.home).filter { $0.key.hasPrefix("v") }.isEmpty)
  }

  @Test func aMistypedInputDoesNotCostWhatAnEarlierRunHasLeft() async throws {
    let org = try RowTests.org { _, count in count > 5 ? Documents.error(403, "NO", "no") : nil }
    #expect(try await Self.job(org, ["--concurrency", "1"]).run().exit == 3)
    let before = try Self.results(in: org.home)
    #expect(!before.isEmpty)
    let words = ["--from", "none.txt", "-o", org.home.path + "/v"]
    for way in ["--force", "--resume"] {
      var call = org.call("embed")
      call.words += words + [way]
      #expect(try await call.run().exit == 2)
    }
    #expect(try Self.results(in: org.home) == before)
  }

  @Test(arguments: [
    (["--keep-text"], "was begun with other options: --keep-text\n"),
    (["--shard", "1/2"], "was begun with other options: --shard\n"),
    (["-m", "another", "--format", "csv"], "was begun with other options: --model, --format\n"),
    (["--from", "other.txt"], "the input is not the one"),
  ])
  func otherOptionsAndOtherInputsAreRefused(_ words: [String], _ said: String) async throws {
    let org = try RowTests.org { _, count in count > 8 ? Documents.error(403, "NO", "no") : nil }
    let call = try Self.job(org, ["--concurrency", "1"])
    #expect(try await call.run().exit == 3)
    let before = try Self.results(in: org.home).filter { $0.key != "v.progress" }
    var other = call
    let changed = try org.home.write("x" + Vectors.input(150), to: "other.txt")
    other.words += words.map { $0 == "other.txt" ? changed : $0 } + ["--resume"]
    let outcome = try await other.run()
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains(said), "\(outcome.errors)")
    #expect(try Self.results(in: org.home).filter { $0.key != "v.progress" } == before)
  }

  @Test(arguments: [
    (["--resume"], "--resume: it goes on with a file: --output"),
    (
      ["--resume", "-o", "v", "--format", "json"], "--resume: an output in this format cannot be gone on with"
    ),
    (["--resume", "--force", "-o", "v"], "--force and --resume cannot be used together"),
    (["--format", "npy"], "--format: npy needs a file: --output"),
    (["--from", "x", "a"], "--from and texts as operands cannot be used together"),
    (["-0", "a"], "--null and texts as operands cannot be used together"),
    (["--whole", "a"], "--whole and texts as operands cannot be used together"),
    (["--input-format", "csv", "a"], "--input-format and texts as operands cannot be used together"),
    (["--id-field", "x", "a"], "--id-field and texts as operands cannot be used together"),
    (["--text-field", "x"], "--text-field: only rows of JSON and CSV have fields: --input-format"),
    (["--id-field", "x", "--whole"], "--id-field: only rows of JSON and CSV have fields"),
    (["--whole", "-0"], "--null and --whole cannot be used together"),
    (["--shard", "3/2", "a"], "is not K/N with K from 1 to N"),
    (["--from", "none.txt"], "cannot read 'none.txt'"),
  ])
  func whatDoesNotGoTogetherIsSaid(_ words: [String], _ said: String) async throws {
    let org = try RowTests.org()
    var call = org.call("embed")
    call.words += words
    call.input = .text("a\n")
    let outcome = try await call.run()
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains(said), "\(outcome.errors)")
    #expect(org.server.requests.count == 0)
  }
}
