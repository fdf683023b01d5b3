import CommandTree
import FoundationEssentials
import Transport
import Wire

/// The world as commands see it: whatever they read, write, ask or wait for comes in through here.
struct Context: Sendable {
  var output: Output
  var errors: Output
  var input: Input
  var environment: [String: String]
  /// `nil` where the environment names no home.
  var directories: Directories?
  /// Columns of the terminal that help is folded to.
  var width: Int
  var network: @Sendable (Network.Configuration) throws -> any HTTPService
  var now: @Sendable () -> Date
  var pause: @Sendable (Duration) async throws -> Void
  /// The same for what is only told, such as how far something is: nothing else waits for it.
  var tick: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  /// Asks for a line on the terminal.
  var ask: @Sendable (Question) async throws -> Answer
  /// Returns the number of a signal that asks for an end, when one has come; nothing when its task is cancelled.
  var stopSignal: @Sendable () async -> Int32? = {
    for await _ in AsyncStream<Never>.makeStream().stream {}
    return nil
  }
  let settingsReading = SettingsReading()
  let losses = LossWarning()
  let reroutes = RerouteWatch()
  /// What must never be shown.
  var redaction = Redaction()
  /// Where the running command's values came from, by option name.
  var origins: [String: ValueOrigin] = [:]
  /// The kept prompt that the command line names.
  var template: TemplateValues?

  init(
    output: Output, errors: Output, input: Input, environment: [String: String], width: Int,
    network: @escaping @Sendable (Network.Configuration) throws -> any HTTPService,
    now: @escaping @Sendable () -> Date, pause: @escaping @Sendable (Duration) async throws -> Void,
    ask: @escaping @Sendable (Question) async throws -> Answer
  ) {
    self.output = output
    self.errors = errors
    self.input = input
    self.environment = EnvironmentValues.trimmed(environment)
    self.width = width
    self.network = network
    self.now = now
    self.pause = pause
    self.ask = ask
    directories = Directories(environment: environment)
  }

  /// A variable that is set to something.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Something to be typed at a terminal.
struct Question: Sendable, Equatable {
  var prompt: String
  /// A secret is not shown while it is typed.
  var isSecret: Bool
  /// Whether the question ends with its task, because something else may answer it.
  var mayBeNeedless: Bool

  init(_ prompt: String, isSecret: Bool = false, mayBeNeedless: Bool = false) {
    self.prompt = prompt
    self.isSecret = isSecret
    self.mayBeNeedless = mayBeNeedless
  }
}

/// What was typed.
enum Answer: Sendable, Equatable {
  case line(String)
  case interrupted
  case end
  /// There is no terminal to ask at.
  case noTerminal
}
