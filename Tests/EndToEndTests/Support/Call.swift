import Glibc

/// A run of the built program that is still to be made: its words and its whole world.
struct Call: Sendable {
  /// What the program finds on its standard input.
  enum Input: Sendable {
    case nothing, closed
    case bytes([UInt8])
    case file(String)
    /// A pipe into which nothing is put until somebody does.
    case openPipe

    static func text(_ text: String) -> Input { .bytes(Array(text.utf8)) }
  }

  /// Where its standard output goes.
  enum Output: Sendable {
    case captured
    case file(String)
    /// A pipe that nobody reads any more.
    case closedPipe
  }

  var program: String
  var words: [String]
  var environment: [String: String] = [:]
  var input = Input.nothing
  var output = Output.captured
  /// After so many seconds it is ended by force.
  var limit = 60

  init(_ words: [String], program: String = Call.sfmodels) {
    self.words = words
    self.program = program
  }

  /// What is in the program's environment: nothing of the test's own.
  var wholeEnvironment: [String] {
    environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }.map { "\($0)=\($1)" }.sorted()
  }

  /// The program beside the tests.
  static let sfmodels: String = {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = max(0, readlink("/proc/self/exe", &bytes, bytes.count))
    let places = [String(decoding: bytes[..<count], as: UTF8.self), CommandLine.arguments[0]]
    let folders = places.compactMap { place in place.lastIndex(of: "/").map { String(place[..<$0]) } }
    let found = (folders + [".build/debug"]).map { $0 + "/sfmodels" }.first { access($0, X_OK) == 0 }
    return found ?? "sfmodels (not built)"
  }()

  static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// A shell's command line in which `$0` is the built program.
  static func shell(_ line: String) -> Call {
    Call(["-c", line, sfmodels], program: "/bin/sh")
  }
}

/// How a run ended, and what it said.
struct Outcome: Sendable {
  enum Ending: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
    /// It was ended by force.
    case overtime

    /// - Parameter status: as waitpid(2) tells it.
    init(status: Int32) {
      self = status & 0x7F == 0 ? .exit((status >> 8) & 0xFF) : .signal(status & 0x7F)
    }
  }

  var ending: Ending
  var outputBytes: [UInt8]
  var errorBytes: [UInt8]
  /// The most memory it was seen to use, in megabytes.
  var peakMegabytes: Int

  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var errors: String { String(decoding: errorBytes, as: UTF8.self) }
}

/// What most tests say of a run as a whole.
struct Told: Equatable, CustomStringConvertible {
  var exit: Int32
  var output: String
  var errors: String

  init(_ exit: Int32, _ output: String, _ errors: String) {
    (self.exit, self.output, self.errors) = (exit, output, errors)
  }

  var description: String {
    "exit \(exit), output \(output.debugDescription), errors \(errors.debugDescription)"
  }
}

extension Outcome {
  /// The exit status; signals and overtime stand out as numbers that no status has.
  var exit: Int32 {
    switch ending {
    case .exit(let status): status
    case .signal(let signal): -signal
    case .overtime: -1000
    }
  }

  var told: Told { Told(exit, output, errors) }
}

extension Call {
  /// Runs it to its end.
  func run() async throws -> Outcome {
    let call = self
    return try await Turnstile.programs.pass { try await onThread { try Child(call).finish() } }
  }

  /// Runs it beside what the test does with it.
  func run<Result: Sendable>(_ body: @escaping @Sendable (Child) throws -> Result) async throws -> Result {
    let call = self
    return try await Turnstile.programs.pass { try await onThread { try body(try Child(call)) } }
  }
}
