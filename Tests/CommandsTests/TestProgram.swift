import FoundationEssentials
import HTTPTypes
import Synchronization
import TestSupport
import Testing
import Transport
import Wire

@testable import Commands

/// The program with streams, clock and network in memory; whatever a test did not prepare fails and says so.
final class TestProgram: Sendable {
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
  private let clock = TestClock(at: Date(timeIntervalSince1970: 1_800_000_000))
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

  /// All pauses together: nobody waits, but time passes.
  var secondsWaited: Double { clock.elapsed / .seconds(1) }

  /// What a command sees, for parts of commands.
  func context(_ input: String? = nil, _ environment: [String: String] = [:]) -> Context {
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
      now: { self.clock.now() },
      pause: { self.clock.pause($0) },
      ask: { question in
        Issue.record("the command asked \(question.prompt), for which the test prepared nothing")
        return .end
      })
  }
}

extension TestProgram {
  /// What leads a command to a service of the test's.
  static let serviceWords = ["--base-url", "http://127.0.0.1:9"]
  static let serviceEnvironment = ["SFMODELS_ACCESS_TOKEN": "token"]
}
