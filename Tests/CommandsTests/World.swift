import Commands
import FoundationEssentials
import HTTPTypes
import Synchronization
import Testing
import Transport
import Wire

/// A world for commands that lives in memory; whatever a test did not prepare fails and says so.
final class World: Sendable {
  struct Result: Equatable {
    var status: Int32
    var output: String
    var errors: String
  }

  private struct Written {
    var output: [UInt8] = []
    var errors: [UInt8] = []
  }

  private let written = Mutex(Written())
  /// All pauses together: nobody waits, but time passes.
  private let waited = Mutex(Duration.zero)
  private let service: (any HTTPService)?
  private let home: String?

  /// - Parameter home: a folder for settings; `nil` is a machine without a home.
  init(_ service: (any HTTPService)? = nil, home: String? = nil) {
    self.service = service
    self.home = home
  }

  func run(_ words: String..., input: String? = nil, environment: [String: String] = [:]) async -> Result {
    await run(words: words, input: input, environment: environment)
  }

  func run(words: [String], input: String? = nil, environment: [String: String] = [:]) async -> Result {
    let status = await Program.run(words, in: context(input, environment))
    return written.withLock {
      Result(
        status: status, output: String(decoding: $0.output, as: UTF8.self),
        errors: String(decoding: $0.errors, as: UTF8.self))
    }
  }

  var secondsWaited: Double { waited.withLock { $0 / .seconds(1) } }

  private func context(_ input: String?, _ environment: [String: String]) -> Context {
    var environment = environment
    if let home { environment["HOME"] = home }
    let service = service
    return Context(
      output: Output(isTerminal: false) { bytes in self.written.withLock { $0.output += bytes } },
      errors: Output(isTerminal: false) { bytes in self.written.withLock { $0.errors += bytes } },
      input: Input(input == nil ? .nothing : .redirected) { _ in Array((input ?? "").utf8) },
      environment: environment, width: 80,
      network: { _ in
        try #require(service, "the command used the network, for which the test prepared nothing")
      },
      now: { Date(timeIntervalSince1970: 1_800_000_000 + self.secondsWaited) },
      pause: { pause in self.waited.withLock { $0 += pause } },
      ask: { question in
        Issue.record("the command asked \(question.prompt), for which the test prepared nothing")
        return .end
      })
  }
}

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "sfmodels-\(UUID())").path()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
