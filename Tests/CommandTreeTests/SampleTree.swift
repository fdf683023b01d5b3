import CommandTree

/// A small program that has one of everything.
let tree = CommandTree(
  CommandMetadata(
    "sample", "Try every kind of parameter.",
    discussion: "A program for tests.",
    examples: [Example("sample lamp -lm big table", "Light a big lamp on the table.")]),
  version: "1.0",
  environment: [.init("NO_COLOR", "Any value turns colour off.")],
  files: [.init("~/.config/sample/config.toml", "The settings.")],
  exitStatus: [.init("0", "Done."), .init("2", "The command line is wrong.")],
  [
    .command(Lamp.self),
    .command(Run.self),
    .command(Sum.self),
    .group(
      CommandMetadata("auth", "Sign in and out."), [.command(AuthLogin.self), .command(AuthStatus.self)]),
    .group(
      CommandMetadata("models", "Names of models."), default: "list",
      [.command(ModelsList.self), .command(ModelsShow.self)]),
    .command(Secret.self),
  ])

enum Size: String, CaseIterable, Value {
  case small, medium, large
}

struct Connection: OptionGroup, Equatable {
  var profile = "default"
  var timeout = Duration.seconds(120)
  var retries: Int?

  static var syntax: Syntax<Connection> {
    [
      .option(
        \.profile, "profile", "p", value: "NAME", environment: "SAMPLE_PROFILE",
        completion: .words("profiles"), section: "Connection", help: "Which org and app to use."),
      .option(
        \.timeout, "timeout", value: "DURATION", environment: "SAMPLE_TIMEOUT", setting: "timeout",
        section: "Connection", help: "How long to wait for the first byte, and between bytes."),
      .option(
        \.retries, "retries", "5", value: "N", setting: "retries", section: "Connection",
        help: "How often to try again."),
    ]
  }
}

/// Flags, options, a group and operands.
struct Lamp: Command, Equatable {
  var isLoud = false
  var isQuiet = false
  var streams: Bool?
  var model = "sfdc_ai__DefaultOpenAIGPT4OmniMini"
  var size = Size.medium
  var brightness: Double?
  var tags = ["plain"]
  var files: [String] = []
  var connection = Connection()
  var places: [String] = []

  static let words = CommandMetadata(
    "lamp", "Light a lamp.",
    discussion: """
      The places are joined by spaces. With `--stream` the light comes as it is made, which is
      the default on a terminal.

      - `small` fits everywhere
      - `large` needs a hall,
        and a strong table

      See `sample auth login` for the key.
      """,
    examples: [
      Example("sample lamp -lm big table", "Light a big lamp on the table."),
      Example(
        "echo table | sample -p prod lamp --size=large --tag 'a b' -", "Light it where the input says."),
    ])

  static var syntax: Syntax<Lamp> {
    [
      .operand(\.places, "PLACE", help: "Where to put it."),
      .option(
        \.model, "model", "m", value: "NAME", environment: "SAMPLE_MODEL", setting: "model",
        completion: .words("models"), allowsEmpty: true, help: "The model to use."),
      .option(\.size, "size", "s", value: "SIZE", setting: "size", help: "How large it is."),
      .option(\.brightness, "brightness", value: "X", help: "How bright it is."),
      .option(\.tags, "tag", "t", value: "TEXT", environment: "SAMPLE_TAG", help: "A word to write on it."),
      .option(\.files, "file", "f", value: "FILE", completion: .file, help: "A file to read places from."),
      .flag(\.isLoud, "loud", "l", environment: "SAMPLE_LOUD", help: "Hum while it burns."),
      .flag(\.isQuiet, "quiet", "q", help: "Say nothing."),
      .flag(\.streams, "stream", negatable: true, help: "Let the light come as it is made."),
      .group(\.connection),
    ]
  }
}

/// Takes the rest of the line.
struct Run: Command, Equatable {
  var isVerbose = false
  var line: [String] = []

  static let words = CommandMetadata(
    "run", "Run another program.", discussion: "Options end at COMMAND.",
    examples: [Example("sample run -v ls -l --color", "List files.")])

  static var syntax: Syntax<Run> {
    [
      .flag(\.isVerbose, "verbose", "v", help: "Say what happens."),
      .rest(\.line, "COMMAND [ARG]", help: "What to run."),
    ]
  }
}

/// A required operand, an optional one, a list that wants one at least.
struct Sum: Command, Equatable {
  var first = 0
  var second: Int?
  var others: [Int] = []

  static let words = CommandMetadata("sum", "Add numbers.", aliases: ["add"])

  static var syntax: Syntax<Sum> {
    [
      .operand(\.first, "FIRST", help: "The number to begin with."),
      .operand(\.second, "SECOND", help: "The number to add."),
      .operand(\.others, "OTHER", help: "More numbers."),
    ]
  }
}

struct AuthLogin: Command, Equatable {
  var connection = Connection()
  var verdict = Size.small
  static let words = CommandMetadata("login", "Sign in.")
  static var syntax: Syntax<AuthLogin> {
    [.group(\.connection), .operand(\.verdict, "SIZE", help: "How large the key is.")]
  }
}

struct AuthStatus: Command, Equatable {
  var isJSON = false
  static let words = CommandMetadata("status", "Say who is signed in.")
  static var syntax: Syntax<AuthStatus> { [.flag(\.isJSON, "json", help: "Print an object.")] }
}

struct ModelsList: Command, Equatable {
  var isRemote = false
  static let words = CommandMetadata("list", "List the names.")
  static var syntax: Syntax<ModelsList> { [.flag(\.isRemote, "remote", help: "Ask the org.")] }
}

struct ModelsShow: Command, Equatable {
  var folders: [String] = []
  static let words = CommandMetadata("show", "Show models.")
  static var syntax: Syntax<ModelsShow> {
    [.operand(\.folders, "FOLDER", minimum: 1, completion: .directory, help: "Where to look.")]
  }
}

struct Secret: Command, Equatable {
  static let words = CommandMetadata("__secret", "Nobody sees it.", isHidden: true)
  static var syntax: Syntax<Secret> { [] }
}
