import Glibc
import Testing

/// Where a prompt comes from.
@Suite struct PromptTests {
  struct Source: Sendable, CustomTestStringConvertible {
    var name: String
    var words: [String]
    var input: Call.Input = .nothing
    /// What the service is sent.
    var prompt: String

    var testDescription: String { name }
  }

  @Test(arguments: [
    Source(name: "operands", words: ["Say", "hello  there"], prompt: "Say hello  there"),
    Source(name: "a pipe", words: [], input: .text("from a pipe\n"), prompt: "from a pipe"),
    Source(
      name: "both", words: ["Explain this error:"], input: .text("line 1\nline 2\n"),
      prompt: #"Explain this error:\n\nline 1\nline 2"#),
    Source(
      name: "the sign for standard input", words: ["Sum up:", "-"], input: .text("text"),
      prompt: #"Sum up:\n\ntext"#),
    Source(name: "no input wanted", words: ["-n", "hello"], input: .text("ignored"), prompt: "hello"),
    Source(name: "an empty pipe beside operands", words: ["hello"], input: .text(""), prompt: "hello"),
    Source(name: "standard input closed", words: ["hello"], input: .closed, prompt: "hello"),
    Source(name: "a negative number", words: ["-5", "is", "-1.5"], prompt: "-5 is -1.5"),
    Source(name: "words behind --", words: ["--", "--help", "-x"], prompt: "--help -x"),
    Source(name: "all of Unicode", words: ["日本語 👩‍👩‍👧 é\"\\"], prompt: #"日本語 👩‍👩‍👧 é\"\\"#),
  ])
  func isPutTogether(_ source: Source) async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    var call = org.call("generate")
    call.words += source.words
    call.input = source.input
    expect(try await call.run(), is: Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests.last?.body == #"{"prompt":"\#(source.prompt)"}"#)
  }

  @Test func aFileCanBeStandardInput() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    let file = try org.home.write("from a file\n", to: "prompt.txt")
    #expect(try await org.run("generate", input: .file(file)).exit == 0)
    #expect(org.server.requests.last?.body == #"{"prompt":"from a file"}"#)
  }

  @Test func filesStandUnderTheirNames() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    let (one, two) = (try org.home.write("1\n", to: "one.txt"), try org.home.write("2", to: "two.txt"))
    let outcome = try await org.run("generate", "Compare", "-f", one, "--file=\(two)", input: .text("3\n"))
    #expect(outcome.exit == 0)
    #expect(org.server.requests.last?.body == #"{"prompt":"Compare\n\n\#(one):\n1\n\n\#(two):\n2\n\n3"}"#)
  }

  struct Nothing: Sendable, CustomTestStringConvertible {
    var name: String
    var words: [String] = []
    var input: Call.Input
    var said: String

    var testDescription: String { name }
  }

  @Test(arguments: [
    Nothing(name: "an empty pipe", input: .text(""), said: "there is nothing to send"),
    Nothing(name: "nothing but a newline", input: .text("\n"), said: "there is nothing to send"),
    Nothing(name: "/dev/null", input: .nothing, said: "there is nothing to send"),
    Nothing(name: "closed", input: .closed, said: "there is nothing to send"),
    Nothing(name: "input unwanted", words: ["-n"], input: .text("text"), said: "there is nothing to send"),
    Nothing(name: "empty operands", words: ["", ""], input: .nothing, said: "there is nothing to send"),
    Nothing(
      name: "input that is no text", input: .bytes([0x61, 0xFF, 0xFE]),
      said: "standard input is not text in UTF-8"),
  ])
  func withoutTextNothingIsSent(_ nothing: Nothing) async throws {
    let org = try Org()
    var call = org.call("generate")
    call.words += nothing.words
    call.input = nothing.input
    let outcome = try await call.run()
    #expect(outcome.exit == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(nothing.said), "\(outcome.errors)")
    #expect(org.server.requests.count == 0)
  }

  @Test(arguments: [[0x50, 0x4B, 0x03, 0x04, 0x00], [0x61, 0xC3, 0x28]] as [[UInt8]])
  func aFileThatIsNoTextIsRefused(_ bytes: [UInt8]) async throws {
    let org = try Org()
    let file = try org.home.write(bytes, to: "picture.png")
    expect(
      try await org.run("generate", "-f", file), is: Told(2, "", "sfmodels: '\(file)' is not text in UTF-8\n")
    )
    #expect(org.server.requests.count == 0)
  }

  @Test func aFileThatIsNotThereIsNamed() async throws {
    let org = try Org()
    let outcome = try await org.run("generate", "-f", "/nowhere/at-all", "hello")
    #expect(
      outcome.told == Told(2, "", "sfmodels: cannot read '/nowhere/at-all': No such file or directory\n"))
  }

  @Test func anInputThatKeepsSilentIsNamed() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    var call = org.call("generate")
    call.input = .openPipe
    let outcome = try await call.run { child in
      try child.awaits("sfmodels: note: waiting for text on standard input")
      child.type("at last")
      return try child.finish()
    }
    #expect(outcome.exit == 0)
    #expect(org.server.requests.last?.body == #"{"prompt":"at last"}"#)
  }
}
