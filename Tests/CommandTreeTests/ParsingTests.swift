import CommandTree
import Testing

@Suite struct ParsingTests {
  @Test(arguments: [
    ("lamp", lamp { _ in }),
    ("lamp -lm big table", lamp { ($0.isLoud, $0.model, $0.places) = (true, "big", ["table"]) }),
    (
      "lamp table --loud shelf -q",
      lamp { ($0.isLoud, $0.isQuiet, $0.places) = (true, true, ["table", "shelf"]) }
    ),
    ("lamp -lqmbig", lamp { ($0.isLoud, $0.isQuiet, $0.model) = (true, true, "big") }),
    ("lamp -m=big", lamp { $0.model = "=big" }),
    ("lamp --model=big --model= ", lamp { $0.model = "" }),
    ("lamp --model=a=b", lamp { $0.model = "a=b" }),
    ("lamp --model a --model b", lamp { $0.model = "b" }),
    ("lamp --stream", lamp { $0.streams = true }),
    ("lamp --stream --no-stream", lamp { $0.streams = false }),
    ("lamp -t a -tb --tag=c", lamp { $0.tags = ["a", "b", "c"] }),
    (
      "lamp --size large --timeout 1h30m",
      lamp { ($0.size, $0.connection.timeout) = (.large, .seconds(5400)) }
    ),
    ("lamp -- --loud -q --", lamp { $0.places = ["--loud", "-q", "--"] }),
    ("lamp - -l", lamp { ($0.places, $0.isLoud) = (["-"], true) }),
    ("lamp -f - -f x", lamp { $0.files = ["-", "x"] }),
    ("lamp -3 -0.5 -1e3 -.5", lamp { $0.places = ["-3", "-0.5", "-1e3", "-.5"] }),
    ("lamp --brightness -0.5", lamp { $0.brightness = -0.5 }),
    ("lamp -5 7", lamp { $0.connection.retries = 7 }),
    ("lamp --model -x --profile --other", lamp { ($0.model, $0.connection.profile) = ("-x", "--other") }),
    ("lamp help", lamp { $0.places = ["help"] }),
    ("-p prod lamp hi", lamp { ($0.connection.profile, $0.places) = ("prod", ["hi"]) }),
    ("-p lamp lamp lamp", lamp { ($0.connection.profile, $0.places) = ("lamp", ["lamp"]) }),
    (
      "-lqp run lamp hi",
      lamp {
        ($0.isLoud, $0.isQuiet) = (true, true)
        ($0.connection.profile, $0.places) = ("run", ["hi"])
      }
    ),
    ("--tag=sum -l lamp --tag x", lamp { ($0.tags, $0.isLoud) = (["sum", "x"], true) }),
  ])
  func readsOptionsAndOperands(_ line: String, as expected: Lamp) throws {
    #expect(try command(line) as? Lamp == expected)
  }

  @Test(arguments: [
    ("run ls -l --color=auto --help", Run(line: ["ls", "-l", "--color=auto", "--help"])),
    ("run -v ls -v -- x", Run(isVerbose: true, line: ["ls", "-v", "--", "x"])),
    ("run -- -v", Run(line: ["-v"])),
    ("-v run ls", Run(isVerbose: true, line: ["ls"])),
  ])
  func leavesTheRestOfTheLineAlone(_ line: String, as expected: Run) throws {
    #expect(try command(line) as? Run == expected)
  }

  @Test(arguments: [
    ("sum 1", Sum(first: 1)), ("sum 1 -2", Sum(first: 1, second: -2)),
    ("add 1 2 3 4", Sum(first: 1, second: 2, others: [3, 4])),
  ])
  func sharesOutOperands(_ line: String, as expected: Sum) throws {
    #expect(try command(line) as? Sum == expected)
  }

  @Test(arguments: [
    ("auth login small", ["auth", "login"]), ("auth -p x login large", ["auth", "login"]),
    ("-p auth auth login medium", ["auth", "login"]), ("auth --json status", ["auth", "status"]),
    ("models", ["models", "list"]), ("models --remote", ["models", "list"]),
    ("--remote models", ["models", "list"]),
    ("models show x", ["models", "show"]), ("add 1", ["sum"]), ("__secret", ["__secret"]),
  ])
  func findsTheCommand(_ line: String, at path: [String]) throws {
    #expect(try call(line).path == path)
  }

  @Test(arguments: [
    ("", [String]()), ("help", []), ("--help", []), ("-h", []), ("help auth", ["auth"]),
    ("help add", ["sum"]),
    ("help auth login", ["auth", "login"]), ("auth --help", ["auth"]),
    ("auth login --help", ["auth", "login"]),
    ("-h auth login", ["auth", "login"]), ("sum -h", ["sum"]), ("sum 1 2 --help", ["sum"]),
    ("lamp -lh", ["lamp"]),
    ("models --help", ["models"]), ("run --help ls", ["run"]), ("models list -h", ["models", "list"]),
  ])
  func showsHelp(_ line: String, for path: [String]) throws {
    guard case .help(let found) = try parse(line) else { throw Unexpected() }
    #expect(found == path)
  }

  @Test(arguments: [
    ("--version", false), ("auth --version", false), ("sum --version", false), ("lamp x --version", false),
    ("--version sum", false), ("--version --json", true), ("--json --version", true),
    ("auth --version --json", true), ("auth --json --version", true), ("sum --version --json", true),
    ("sum --json --version", true), ("--version sum --json", true), ("lamp --version -- --json", false),
    ("--version -h", false),
  ])
  func tellsTheVersion(_ line: String, asJSON: Bool) throws {
    guard case .version(isJSON: asJSON) = try parse(line) else { throw Unexpected() }
  }

  @Test func recordsWhatWasTyped() throws {
    let origins = try call("-p prod lamp -q --no-stream table").origins
    #expect(origins == ["profile": .commandLine, "quiet": .commandLine, "stream": .commandLine])
  }
}

struct Unexpected: Error {}

func lamp(_ change: (inout Lamp) -> Void) -> Lamp {
  var lamp = Lamp()
  change(&lamp)
  return lamp
}

func parse(_ line: String) throws -> Invocation {
  try tree.parse(line.split(separator: " ").map(String.init))
}

func call(_ line: String) throws -> CommandCall {
  guard case .call(let call) = try parse(line) else { throw Unexpected() }
  return call
}

func command(_ line: String) throws -> any Command { try call(line).command }
