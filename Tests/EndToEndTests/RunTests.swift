import FoundationEssentials
import Glibc
import Testing

/// Programs that are run on the org's models, as a shell and a person at a terminal see them.
@Suite struct RunTests {
  /// What ends up between the options and the program's end.
  private func run(
    _ script: String, _ options: String..., in home: Home? = nil, with extra: [String: String] = [:]
  )
    async throws -> Outcome
  {
    let home = try home ?? Home()
    var call = Call(["run", "--emulator"] + options + ["sh", "-c", script, "program"])
    call.environment = ["HOME": home.path].merging(extra) { $1 }
    return try await call.run()
  }

  @Test(
    arguments: [
      ("exit 0", 0), ("exit 7", 7), ("exit 255", 255), ("kill -TERM $$", 143), ("kill -KILL $$", 137),
      ("kill -INT $$", 130),
    ] as [(String, Int32)])
  func itEndsAsTheProgramEnds(_ script: String, _ status: Int32) async throws {
    #expect(try await run(script, "-q").told == Told(status, "", ""))
  }

  @Test func aProgramThatCannotBeStartedHasTheShellsStatus() async throws {
    let alone = try Alone()
    let plain = try alone.home.write("echo hi\n", to: "plain", mode: 0o600)
    let missing = try await alone.run("run", "--emulator", "no-such-program", "--help")
    #expect(missing.told == Told(127, "", "sfmodels: there is no program 'no-such-program'\n"))
    let closed = try await alone.run("run", "--emulator", plain)
    #expect(closed.told == Told(126, "", "sfmodels: '\(plain)' cannot be started: Permission denied\n"))
    let path = alone.home.path
    let folder = try await alone.run("run", "--emulator", path)
    #expect(folder.told == Told(126, "", "sfmodels: '\(path)' cannot be started: Is a directory\n"))
  }

  @Test(arguments: [12, 18, 24])
  func whereTooFewFilesCanBeOpenedNothingIsStarted(_ limit: Int) async throws {
    let home = try Home()
    var call = Call.shell(#"ulimit -n \#(limit); exec "$0" run --emulator echo started"#)
    call.environment["HOME"] = home.path
    let told = try await call.run()
    #expect(told.exit == 1 && told.output.isEmpty, "\(told.told)")
    #expect(
      told.errors.hasPrefix("sfmodels: a server must be able to open 24 files at least"), "\(told.told)")
  }

  /// As execvp(3) and every shell do it.
  @Test func aScriptWithoutAFirstLineIsTheShells() async throws {
    let home = try Home()
    var call = Call.shell(
      #"cd; printf 'echo "$0" "$1"' >script; chmod +x script; exec "$0" run -q --emulator ./script a"#)
    call.environment["HOME"] = home.path
    #expect(try await call.run().told == Told(0, "./script a\n", ""))
  }

  @Test func optionsEndAtTheProgram() async throws {
    let outcome = try await Alone().run(
      "run", "-q", "--emulator", "echo", "-p", "--help", "--", "-m", "x", "--version")
    #expect(outcome.told == Told(0, "-p --help -- -m x --version\n", ""))
  }

  @Test func standardStreamsAreTheProgramsOwn() async throws {
    var call = Call(["run", "-q", "--emulator", "sh", "-c", "cat; echo no >&2"])
    call.input = .text("typed")
    #expect(try await call.run().told == Told(0, "typed", "no\n"))
  }

  @Test func noSecretIsLeftInTheEnvironment() async throws {
    let secrets = [
      "SFMODELS_CLIENT_SECRET": "s3cret", "SFMODELS_API_KEY": "s3cret", "SFMODELS_PROFILE": "default",
      "ANTHROPIC_API_KEY": "s3cret", "OPENAI_ORG_ID": "s3cret", "CLAUDE_CODE_USE_BEDROCK": "1",
      "OPENAI_API_KEY": "s3cret", "MINE": "kept",
    ]
    let outcome = try await run("env", "-q", with: secrets)
    #expect(outcome.exit == 0)
    #expect(!outcome.output.contains("s3cret") && !outcome.output.contains("SFMODELS_"))
    #expect(!outcome.output.contains("BEDROCK"))
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.contains("MINE=kept") && lines.contains { $0.hasPrefix("ANTHROPIC_MODEL=claude-sonnet-") })
  }

  /// Other users see the words of processes.
  @Test func noSecretIsAmongTheWordsOfAProcess() async throws {
    let home = try Home()
    var call = Call.shell(
      #"""
      cd || exit 9
      cat >codex <<'END'
      #!/bin/sh
      cat /proc/$$/cmdline /proc/$PPID/cmdline | tr '\0' '\n'
      echo "key=$OPENAI_API_KEY"
      END
      chmod +x codex
      exec "$0" run -q --emulator ./codex exec hi
      """#)
    call.environment["HOME"] = home.path
    call.environment["SFMODELS_API_KEY"] = "s3cret"
    let outcome = try await call.run()
    let lines = outcome.output.split(separator: "\n").map(String.init)
    let key = try #require(lines.last.map { String($0.dropFirst("key=".count)) })
    #expect(key.count == 64 && outcome.exit == 0, "\(outcome.told)")
    #expect(lines.contains(#"model_providers.sfmodels.env_key="OPENAI_API_KEY""#), "\(outcome.told)")
    #expect(!lines.dropLast().contains { $0.contains(key) || $0.contains("s3cret") }, "\(outcome.told)")
  }

  /// What is not text comes through to the byte.
  @Test func bytesThatAreNoTextArePassedOn() async throws {
    let home = try Home()
    var call = Call.shell(
      #"X="$(printf 'a\377b')" "$0" run -q --emulator sh -c 'printf %s "$X$1"' sh "$(printf '\376')""#)
    call.environment["HOME"] = home.path
    #expect(try await call.run().outputBytes == [0x61, 0xFF, 0x62, 0xFE])
  }

  @Test func noDescriptorOfOursIsLeftToTheProgram() async throws {
    let home = try Home()
    var call = Call.shell(
      #"list='ls /proc/self/fd | tr "\n" " "'; sh -c "$list"; echo; "$0" run -q --emulator sh -c "$list""#)
    call.environment["HOME"] = home.path
    let lists = try await call.run().output.split(separator: "\n")
    #expect(lists.count == 2 && lists[0] == lists[1], "\(lists)")
  }

  /// Curl asks as a client would, with what it finds in its environment.
  private static let asks = """
    curl -s "$OPENAI_BASE_URL/chat/completions" -H "Authorization: Bearer $OPENAI_API_KEY" \
    -H 'Content-Type: application/json' \
    -d '{"model":"gpt-4o","messages":[{"role":"user","content":"[[reply: Well done]]"}]}'
    """

  @Test func theServerAnswersWhoHasTheKey() async throws {
    let outcome = try await run(
      "\(Self.asks); curl -s -o /dev/null -w ' %{http_code}' \"$OPENAI_BASE_URL/models\"")
    #expect(outcome.output.contains("Well done") && outcome.output.hasSuffix(" 401"), "\(outcome.told)")
    let line = outcome.errors.split(separator: "\n").last.map(String.init) ?? ""
    #expect(line.hasPrefix("sfmodels: 1 request, "), "\(outcome.errors)")
    #expect(line.contains(" tokens in, ") && line.hasSuffix(" s"), "\(line)")
  }

  @Test func theServerIsGoneWithTheProgram() async throws {
    let outcome = try await run("echo $OPENAI_BASE_URL", "-q")
    let address = outcome.output.split(separator: "\n").first.map(String.init) ?? ""
    var ask = Call(["-s", "-m", "20", address + "/models"], program: "/usr/bin/curl")
    ask.environment = [:]
    // 7: nobody listens.
    #expect(try await ask.run().exit == 7)
  }

  @Test func theLogIsForItsOwnerAloneAndGoesOn() async throws {
    let home = try Home()
    let log = home.path + "/server.log"
    for _ in 1...2 { _ = try await run(Self.asks, "-q", "--log", log, in: home) }
    #expect(Home.permissions(of: log) == "600")
    let lines = try home.read(log).split(separator: "\n")
    #expect(lines.filter { $0.contains("POST /v1/chat/completions 200") }.count == 2, "\(lines)")
    #expect(lines.filter { $0.contains("listening on http://127.0.0.1:") }.count == 2, "\(lines)")
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGUSR1, SIGINT])
  func aSignalForUsIsPassedOn(_ signal: Int32) async throws {
    let script = """
      for s in TERM HUP USR1 INT; do trap "echo $s; exit 3" $s; done; echo ready; while :; do sleep 0.05; done
      """
    let alone = try Alone()
    let outcome = try await alone.call("run", "-q", "--emulator", "sh", "-c", script).run { child in
      try child.awaits("ready", on: .output)
      child.send(signal)
      return try child.finish()
    }
    let names = [SIGTERM: "TERM", SIGHUP: "HUP", SIGUSR1: "USR1", SIGINT: "INT"]
    #expect(outcome.told == Told(3, "ready\n\(names[signal] ?? "")\n", ""))
  }

  @Test func whatWasIgnoredIsIgnoredByTheProgramToo() async throws {
    let home = try Home()
    var call = Call.shell(
      #"trap '' HUP; exec "$0" run -q --emulator sh -c 'grep SigIgn /proc/self/status'"#)
    call.environment["HOME"] = home.path
    let mask = try await call.run().output.split(separator: "\t").last.flatMap {
      UInt64($0.dropLast(), radix: 16)
    }
    // Beyond 31 are the C library's own.
    #expect(mask.map { $0 & 0x7FFF_FFFF } == 1)
  }

  @Test func whenWeAreKilledNothingListensAnyMore() async throws {
    let alone = try Alone()
    let call = alone.call(
      "run", "-q", "--emulator", "sh", "-c", "echo $OPENAI_BASE_URL; echo ready; read x", input: .openPipe)
    let said = try await call.run { child in
      let said = try child.awaits("ready", on: .output)
      child.send(SIGKILL)
      _ = try child.finish()
      return said
    }
    let address = said.split(separator: "\n").first.map(String.init) ?? ""
    #expect(try await Call(["-s", "-m", "20", address], program: "/usr/bin/curl").run().exit == 7)
  }
}

/// The same at a terminal, where a shell controls jobs.
@Suite struct RunTerminalTests {
  /// A shell with job control, in which `run …` is the built program's on the pretend org.
  private func shell<Result: Sendable>(_ body: @escaping @Sendable (Terminal) throws -> Result) async throws
    -> Result
  {
    try await JobControlShell.run { terminal in
      terminal.type("run() { sfmodels run -q --emulator \"$@\"; }\n")
      try terminal.awaits("> ")
      return try body(terminal)
    }
  }

  /// Types a line, and Ctrl-C when its program says that it is ready.
  ///
  /// - Parameter look: looks for what comes then.
  private func interrupt(
    _ line: String, then look: @escaping @Sendable (Terminal) throws -> Void
  ) async throws {
    try await shell { terminal in
      terminal.type(line + "\n")
      try terminal.awaits("ready")
      terminal.type("\u{3}")
      try look(terminal)
    }
  }

  @Test func controlCReachesTheProgramAlone() async throws {
    let script = #"trap "echo caught; sleep 0.2; exit 9" INT; echo rea""dy; while :; do sleep 0.05; done"#
    try await interrupt("run sh -c '\(script)'; echo status $?") { terminal in
      try terminal.awaits("caught")
      try terminal.awaits("status 9")
    }
  }

  @Test func aProgramThatControlCEndsHasThatStatus() async throws {
    try await interrupt(#"run sh -c 'echo rea""dy; exec sleep 60'; echo status $?"#) { terminal in
      try terminal.awaits("status 130")
    }
  }

  @Test(arguments: ["\u{1A}", "itself"])
  func aStoppedProgramIsAStoppedJobAndGoesOn(_ way: String) async throws {
    try await shell { terminal in
      let stop = way == "itself" ? "kill -STOP $$; " : ""
      terminal.type("sfmodels run -q --emulator sh -c 'echo rea\"\"dy; \(stop)read line; echo got $line'\n")
      try terminal.awaits("ready")
      if way != "itself" { terminal.type(way) }
      try terminal.awaits("Stopped")
      terminal.type("echo between $((1 + 1))\n")
      try terminal.awaits("between 2")
      terminal.type("fg\n")
      try terminal.awaits("sfmodels run")
      terminal.type("words\n")
      try terminal.awaits("got words")
    }
  }

  @Test func theProgramSeesTheWindowsNewSize() async throws {
    try await shell { terminal in
      terminal.type(
        "run bash -c 'trap \"stty size; exit\" WINCH; echo rea\"\"dy; while :; do sleep 0.05; done'\n")
      try terminal.awaits("ready")
      terminal.resize(columns: 91, rows: 37)
      try terminal.awaits("37 91")
    }
  }

  @Test func aKilledProgramLeavesTheTerminalAsItWas() async throws {
    try await shell { terminal in
      terminal.type(
        "run sh -c 'stty -echo -icanon; kill -KILL $$'; echo status $?; stty -a | grep -o '[-]*icanon'\n")
      try terminal.awaits("status 137")
      try terminal.awaits("\r\nicanon")
    }
  }

  @Test func aPipeBesideItIsOneJobWithIt() async throws {
    try await interrupt(#"run sh -c 'echo rea""dy >&2; exec sleep 60' | cat"#) { terminal in
      try terminal.awaits("> ")
      terminal.type("echo status ${PIPESTATUS[*]}\n")
      try terminal.awaits("status 130 130")
    }
  }
}
