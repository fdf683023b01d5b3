import Testing

/// A disk on which the ledger cannot be written: the prompt is answered all the same, with one warning.
@Suite struct LedgerDiskTests {
  /// What a shell does before and after a prompt, `"$0" "$@"`, in a world of its own; mounting there needs rights that
  /// not everybody has.
  struct Disk: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    /// How the warning goes on, without the path.
    var reason: String
    var testDescription: String { name }
  }

  private static let disks = [
    Disk(
      name: "full from the beginning",
      script: #"mount -t tmpfs -o size=16k tmpfs "$STATE" && "$0" "$@""#,
      reason: "no space is left on the disk"),
    Disk(
      name: "full since",
      script: #"""
        mount -t tmpfs -o size=1m tmpfs "$STATE" && "$0" "$@" && cat /dev/zero >"$STATE/fill" 2>/dev/null
        "$0" "$@" && rm "$STATE/fill" && test $("$0" log | wc -l) = 1
        """#, reason: "no space is left on the disk"),
    Disk(
      name: "read-only",
      script:
        #""$0" "$@" && mount --bind "$STATE" "$STATE" && mount -o remount,ro,bind "$STATE" && "$0" "$@""#,
      reason: "Read-only file system"),
  ]

  private static func run(_ script: String, in org: Org, through words: [String]) async throws -> Outcome {
    let state = org.home.path + "/.local/state/sfmodels"
    var call = org.call()
    call.environment["STATE"] = state
    call.program = words[0]
    call.words =
      words.dropFirst() + ["-c", "mkdir -p \"$STATE\"; \(script)", Call.sfmodels, "generate", "hello"]
    return try await call.run()
  }

  private static var canMount: Bool {
    get async throws {
      var call = Call(["-m", "/bin/sh", "-c", "mount -t tmpfs tmpfs /mnt"])
      call.program = "/usr/bin/unshare"
      return try await call.run().exit == 0
    }
  }

  @Test(.enabled { try await canMount }, arguments: disks)
  func isOneWarning(_ disk: Disk) async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    let outcome = try await Self.run(disk.script, in: org, through: ["/usr/bin/unshare", "-m", "/bin/sh"])
    #expect(outcome.exit == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("Once upon a time.\n"))
    let words = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.hasPrefix("sfmodels: warning: what is asked and answered "), "\(outcome.errors)")
    #expect(words.hasSuffix(disk.reason), "\(outcome.errors)")
    #expect(words.ranges(of: "warning").count == 1, "\(outcome.errors)")
  }

  @Test func aLimitOnTheSizeOfFilesIsOneWarningToo() async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    let outcome = try await Self.run(#"ulimit -f 1; "$0" "$@""#, in: org, through: ["/bin/sh"])
    #expect(outcome.exit == 0, "\(outcome.errors)")
    #expect(outcome.output == "Once upon a time.\n")
    #expect(outcome.errors.ranges(of: "warning: what is asked").count == 1, "\(outcome.errors)")
  }

  /// What is done to a ledger with one entry, before its folder is made read-only.
  @Test(
    .enabled { try await canMount },
    arguments: [
      ("true", "1"), (#"rm "$STATE/ledger.db-shm""#, "1"), (#"rm "$STATE"/*"#, "0"),
      // One that was never written to a disk as a whole: the log is all there is.
      (
        #"cp "$STATE/ledger.db" "$STATE/copy" && rm "$STATE"/ledger* && mv "$STATE/copy" "$STATE/ledger.db""#,
        "1"
      ),
    ])
  func isReadWhereItCannotBeWritten(_ change: String, _ entries: String) async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    let script = #"""
      "$0" "$@" >/dev/null && "$0" log prune --older-than 9999d 2>/dev/null && \#(change) &&
      mount --bind "$STATE" "$STATE" && mount -o remount,ro,bind "$STATE" &&
      "$0" log | wc -l && "$0" log usage | wc -l && "$0" log usage --by key | wc -l
      """#
    let outcome = try await Self.run(script, in: org, through: ["/usr/bin/unshare", "-m", "/bin/sh"])
    #expect(outcome.exit == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(outcome.output == "\(entries)\n\(entries)\n0\n")
  }
}
