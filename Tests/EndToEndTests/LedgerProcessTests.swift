import Testing

@Suite("Many processes and one ledger")
struct LedgerProcessTests {
  /// How the shell says what it has printed whole.
  private static let many = #"""
    for number in $(seq 50); do
      if [ $((number % 5)) = 0 ]; then
        # Killed somewhere on its way.
        timeout -s KILL 0.0$((number % 9 + 1)) "$0" generate "asked as number $number" && echo "$number" &
      else
        "$0" generate "asked as number $number" >/dev/null && echo "$number" &
      fi
    done
    wait
    """#

  @Test("nothing that was answered is lost, though some are killed")
  func fifty() async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    #expect(try await org.run("generate", "signs in").exit == 0)
    var call = org.call()
    (call.program, call.words) = ("/bin/sh", ["-c", Self.many, Call.sfmodels])
    let outcome = try await call.run()
    #expect(!outcome.errors.contains("warning"), "\(outcome.errors)")
    let answered = Set(outcome.output.split(separator: "\n").compactMap { Int($0) })
    #expect(answered.count >= 40)
    let log = try await org.run("log", "--json", "-n", "200", "--search", "asked as number").output
    let kept = log.split(separator: "\n").compactMap { line in
      line.split(separator: "\"prompt\":\"asked as number ").dropFirst().first.flatMap {
        Int($0.prefix { $0 != "\"" })
      }
    }
    #expect(answered.subtracting(kept) == [])
    #expect(kept.count == Set(kept).count)
  }

  @Test("six that go on with one conversation at once keep six turns")
  func conversations() async throws {
    let answer = Turn.answer(
      200, #"{"id":"c","generationDetails":{"generations":[{"id":"g","role":"assistant","content":"Yes."}]}}"#
    )
    let org = try Org([Documents.chat: [answer.always]])
    #expect(try await org.run("chat", "first").exit == 0)
    var call = org.call()
    call.program = "/bin/sh"
    call.words = ["-c", #"for n in 1 2 3 4 5 6; do "$0" chat -q -c "next $n" & done; wait"#, Call.sfmodels]
    expect(try await call.run(), is: Told(0, String(repeating: "Yes.\n", count: 6), ""))
    let log = try await org.run("log", "--search", "next").output
    #expect(log.split(separator: "\n").count == 6)
  }

  @Test("a ledger that is damaged is one warning, and what was asked comes in when there is a new one")
  func damaged() async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    let path = ".local/state/sfmodels/ledger.db"
    _ = try org.home.write(String(repeating: "no database ", count: 99), to: path)
    let outcome = try await org.run("generate", "hello")
    #expect(outcome.exit == 0)
    #expect(
      outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        == "sfmodels: warning: what is asked and answered waits beside the ledger: "
        + "'\(org.home.path)/\(path)' is damaged, or no ledger")
    #expect(try await org.run("log").exit == 1)
    var call = org.call()
    (call.program, call.words) = ("/bin/mv", ["\(org.home.path)/\(path)", "\(org.home.path)/old"])
    #expect(try await call.run().exit == 0)
    #expect(try await org.run("log").output.hasSuffix("\thello\n"))
  }

  @Test("figures are kept without texts where that is wanted")
  func usageOnly() async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    try org.home.write("history = \"usage\"\n", to: org.home.settings)
    #expect(try await org.run("generate", "between us").exit == 0)
    let log = try await org.run("log", "--json").output
    #expect(log.contains(#""prompt":null,"text":null"#), "\(log)")
    #expect(try await org.run("log", "usage", "--by", "command").output.hasPrefix("generate\t1\t"))
    #expect(try await org.run("feedback", "good", "--last", "--dry-run").exit == 0)
  }
}
