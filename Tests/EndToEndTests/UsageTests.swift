import Testing

/// Command lines that cannot be carried out, and the words for them.
@Suite struct UsageTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var words: [String]
    var said: [String]

    var testDescription: String { words.joined(separator: " ") }
  }

  @Test(arguments: [
    Mistake(words: ["genrate", "hello"], said: ["genrate", "generate"]),
    Mistake(words: ["auth", "lgin"], said: ["lgin", "login"]),
    Mistake(words: ["generate", "--modle", "x", "hello"], said: ["--modle", "--model"]),
    Mistake(words: ["generate", "-Z", "hello"], said: ["-Z"]),
    Mistake(words: ["generate", "--model"], said: ["--model"]),
    Mistake(words: ["generate", "--api", "modles", "hello"], said: ["modles", "models"]),
    Mistake(words: ["generate", "--timeout", "soon", "hello"], said: ["--timeout", "soon"]),
    Mistake(words: ["generate", "--retries", "-1", "hello"], said: ["--retries", "-1"]),
    Mistake(words: ["generate", "--max-toxicity", "2", "hello"], said: ["--max-toxicity", "2"]),
    Mistake(words: ["generate", "--request", "{", "hello"], said: ["--request"]),
    Mistake(words: ["generate", "--tag", "x", "hello"], said: ["--tag", "KEY=JSON"]),
    Mistake(words: ["generate", "--header", "Authorization: Bearer x", "hello"], said: ["--header"]),
    Mistake(words: ["generate", "--cert", "/x.pem", "hello"], said: ["--cert and --key go together"]),
    Mistake(words: ["generate", "--base-url", "ftp://x", "hello"], said: ["--base-url", "ftp://x"]),
    Mistake(words: ["generate", "--client-secret", "x", "hello"], said: ["--client-secret"]),
    Mistake(words: ["embed", "--batch-size", "0", "x"], said: ["--batch-size"]),
    Mistake(words: ["feedback"], said: ["VERDICT"]),
    Mistake(words: ["feedback", "great", "g-1"], said: ["great", "good"]),
    Mistake(words: ["feedback", "none", "g-1"], said: ["--text"]),
    Mistake(words: ["feedback", "good"], said: ["GENERATION"]),
    Mistake(words: ["feedback", "good", "g-1", "--turn-id", "t"], said: ["--turn-id"]),
    Mistake(words: ["emulator", "--port", "70000"], said: ["--port", "70000"]),
    Mistake(words: ["auth", "login", "--client-id", "k"], said: ["--domain", "--client-secret-stdin"]),
    Mistake(words: ["generate", "-p", "nobody", "hello"], said: ["there is no profile 'nobody'"]),
  ])
  func isRefusedWithAWordOfHelp(_ mistake: Mistake) async throws {
    let alone = try Alone()
    var call = alone.call()
    call.words = mistake.words
    let outcome = try await call.run()
    #expect(outcome.exit == 2)
    #expect(outcome.output == "")
    for words in mistake.said { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
    #expect(outcome.errors.hasPrefix("sfmodels: "))
    #expect(try alone.home.files() == [])
  }

  @Test func whatTheAPICannotDoIsRefusedAllAtOnce() async throws {
    let org = try Org()
    let outcome = try await org.run(
      "generate", "hello", "--temperature", "0.2", "--max-tokens", "9", "--stop", "x", "--seed", "1",
      "--stream")
    #expect(outcome.exit == 2)
    let words = [
      "--temperature", "--max-tokens", "--stop", "--seed", "--stream",
      "the Models REST API has no such setting",
      "--api llmg", "custom-configured model",
    ]
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    #expect(org.server.requests.count == 0)
  }

  @Test func theVersionIsALine() async throws {
    let outcome = try await Alone().run("--version")
    #expect(outcome.exit == 0)
    let line = /sfmodels \d+\.\d+\.\d+ \((unknown commit|[0-9a-f]+(-dirty)?), linux (x86_64|aarch64)\)\n/
    #expect(outcome.output.wholeMatch(of: line) != nil, "\(outcome.output)")
    #expect(outcome.errors == "")
  }

  @Test func theVersionIsAnObjectForPrograms() async throws {
    let outcome = try await Alone().run("--version", "--json")
    let object =
      /{"version":"\d+\.\d+\.\d+","commit":(null|"[0-9a-f]+(-dirty)?"),"platform":"linux (x86_64|aarch64)"}\n/
    #expect(outcome.exit == 0)
    #expect(outcome.output.wholeMatch(of: object) != nil, "\(outcome.output)")
    #expect(outcome.errors == "")
  }

  @Test(arguments: [["--help"], ["-h"], ["help"], []])
  func helpIsGivenAtTheTop(_ words: [String]) async throws {
    var call = try Alone().call()
    call.words = words
    let outcome = try await call.run()
    #expect(outcome.exit == 0)
    #expect(outcome.output.hasPrefix("Usage: sfmodels"))
    #expect(outcome.errors == "")
  }

  @Test(arguments: ["generate", "chat", "embed", "feedback", "auth", "config", "emulator"])
  func helpIsTheSameHoweverItIsAskedFor(_ command: String) async throws {
    let alone = try Alone()
    let asked = try await alone.run("help", command)
    let given = try await alone.run(command, "--help")
    #expect(asked.told == given.told)
    #expect(asked.output.hasPrefix("Usage: sfmodels \(command)"))
  }
}
