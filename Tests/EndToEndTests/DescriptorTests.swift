import Testing

/// A program that is started with descriptors closed, and with arguments that are no text.
@Suite struct DescriptorTests {
  private func shell(_ script: String, in home: Home) async throws -> Outcome {
    var call = Call.shell(script)
    call.environment["HOME"] = home.path
    return try await call.run()
  }

  @Test(arguments: [
    "generate --emulator hello", "embed --emulator hello", "--help", "--version", "config path",
    "generate --help",
  ])
  func whatCannotBeWrittenIsAFailure(_ words: String) async throws {
    let outcome = try await shell("\"$0\" \(words) >&-", in: try Home())
    expect(outcome, is: Told(1, "", "sfmodels: the result cannot be written: standard output is closed\n"))
  }

  @Test(arguments: ["2>&-", "2>&- <&-", "2>&- >&- <&-", ">&-"])
  func noWordForPeopleLandsInAFile(_ closed: String) async throws {
    let home = try Home()
    _ = try home.write("one\n\n", to: "rows.txt")
    let outcome = try await shell(
      "cd; \"$0\" embed --emulator -o out.jsonl --from rows.txt \(closed)", in: home)
    #expect(outcome.exit == 7)
    let rows = try home.read("\(home.path)/out.jsonl").split(separator: "\n")
    #expect(rows.count == 1)
    #expect(rows.allSatisfy { $0.hasPrefix("{\"id\":1,\"embedding\":[") })
  }

  @Test func aClosedInputIsNoPrompt() async throws {
    let outcome = try await shell("\"$0\" generate --emulator <&-", in: try Home())
    #expect(outcome.exit == 2)
    #expect(outcome.output == "")
  }

  @Test(arguments: [("generate --emulator", 3), ("embed --emulator", 3), ("config set model", 4), ("", 1)])
  func anArgumentThatIsNoTextIsNamed(_ words: String, _ position: Int) async throws {
    let outcome = try await shell("\"$0\" \(words) \"$(printf 'a\\377')\"", in: try Home())
    expect(outcome, is: Told(2, "", "sfmodels: argument \(position) is not text in UTF-8\n"))
  }

  /// A name of a file is bytes, and leads to the file whatever they are.
  @Test(arguments: [
    ("generate --emulator -n hi -f \"$N\"", "generate"),
    ("embed --emulator -q -f \"$N\" -o \"$N.out\"", "embed"),
    ("embed --emulator -q --from=\"$N\" -o \"$N.out\" --errors \"$N.errors\"", "from"),
    ("embed --emulator -q --from \"$N\" -o\"$N.out\" --format npy", "npy"),
  ])
  func aNameThatIsNoTextIsAName(_ words: String, _ kind: String) async throws {
    let home = try Home()
    let outcome = try await shell(
      "cd; N=$(printf 'a\\377\\351'); echo text >\"$N\"; \"$0\" \(words) && ls | od -An -c | tr -d ' \\n'",
      in: home)
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(outcome.errors == "")
    #expect(outcome.output.contains(#"a377351\n"#), "\(outcome.output)")
    if kind != "generate" { #expect(outcome.output.contains(#"a377351.out\n"#), "\(outcome.output)") }
  }

  @Test(arguments: [
    ("generate --emulator -n hi -f \"$N\"", "cannot read 'a<FF>': No such file or directory"),
    ("similar --emulator hi --in \"$N\"", "cannot read 'a<FF>': No such file or directory"),
    ("embed --emulator --from \"$N\" -o x", "cannot read 'a<FF>': No such file or directory"),
    ("generate --emulator -n hi --schema \"$N\"", "cannot read 'a<FF>': No such file or directory"),
    ("generate --emulator hi --request @\"$N\"", "cannot read 'a<FF>': No such file or directory"),
    ("plugin x --emulator --data @\"$N\"", "cannot read 'a<FF>': No such file or directory"),
    (
      "generate hi --base-url https://127.0.0.1:1 --ca-file \"$N\"",
      """
      no certificate can be read from 'a<FF>': no such file
        hint: --ca-file, or the setting 'ca-file', names a file of certificate authorities in PEM
      """
    ),
    (
      "generate hi --base-url https://127.0.0.1:1 --cert \"$N\" --key \"$N\"",
      """
      no certificate can be read from 'a<FF>': no such file
        hint: --cert, or the setting 'cert', names the client certificate in PEM
      """
    ),
  ])
  func aNameThatIsNoTextIsShown(_ words: String, _ complaint: String) async throws {
    let outcome = try await shell(
      "cd; export SFMODELS_ACCESS_TOKEN=a.b.c N=$(printf 'a\\377'); \"$0\" \(words)", in: try Home())
    #expect(outcome.told == Told(2, "", "sfmodels: \(complaint)\n"))
  }
}
