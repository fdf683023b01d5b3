import FoundationEssentials
import Testing

/// What the README shows is what happens.
struct ReadmeTests {
  @Test(arguments: try Readme().session)
  func sessionGoesAsShown(_ step: Readme.Step) async throws {
    let home = try Home()
    var call = Call(
      ["-c", "PATH=\(Readme.programFolder):$PATH; { \(step.command)\n} 2>&1"], program: "/bin/bash")
    call.environment = ["HOME": home.path]
    #expect(try await call.run().output == step.output)
  }

  @Test func thereAreExactlyTwoCommands() throws {
    #expect(try Readme().commands.count == 2)
  }

  @Test func everyCommandOfTheTableIsUnderstood() async throws {
    let lines = try Readme().text.matches(of: /`(sfmodels help[^`]*|sfmodels generate --dry-run hello)`/)
    for line in lines.map({ String($0.output.1) }) {
      let outcome = try await Call.shell("PATH=\(Readme.programFolder):$PATH; \(line)").run()
      #expect(outcome.exit == 0, "\(line)")
    }
  }
}

/// The README, read as text.
struct Readme {
  /// A line that somebody types and what comes back.
  struct Step: Sendable, CustomTestStringConvertible {
    var command: String
    var output = ""

    var testDescription: String { command }
  }

  static let programFolder = Call.sfmodels.split(separator: "/").dropLast().map { "/" + $0 }.joined()

  let text: String

  init() throws {
    let path = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/README.md"
    text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  var session: [Step] {
    blocks("console").flatMap { $0 }.reduce(into: []) { steps, line in
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
      } else if !steps.isEmpty {
        steps[steps.count - 1].output += line + "\n"
      }
    }
  }

  var commands: [Substring] { blocks("sh").flatMap { $0 } }

  /// The lines of the fenced blocks of one language.
  func blocks(_ language: String) -> [[Substring]] {
    var blocks: [[Substring]] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```\(language)" {
        isInside = true
        blocks.append([])
      } else if line == "```" {
        isInside = false
      } else if isInside {
        blocks[blocks.count - 1].append(line)
      }
    }
    return blocks
  }
}
