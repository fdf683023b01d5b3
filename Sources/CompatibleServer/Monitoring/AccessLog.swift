import Synchronization

/// How the lines of the access log are written.
package enum AccessLogFormat: String, Sendable, CaseIterable { case text, json }

/// Writes one line for each request; never a secret, a prompt or a query.
struct AccessLog: Sendable {
  private let format: AccessLogFormat
  private let emit: @Sendable (String) -> Void
  private let named = NamedSettings()

  init(_ format: AccessLogFormat, write: @escaping @Sendable (String) -> Void) {
    self.format = format
    emit = write
  }

  func write(_ record: AccessRecord) {
    let line = AccessLogLine(record, ignored: named.new(in: record.facts.ignored + record.facts.leftOut))
    switch format {
    case .text: emit(line.text)
    case .json: emit(line.json)
    }
  }
}

/// The ignored settings that the log has named: once is enough.
private final class NamedSettings: Sendable {
  private let named = Mutex<Set<String>>([])

  /// Those that were not named before; they are now.
  func new(in names: [String]) -> [String] {
    guard !names.isEmpty else { return [] }
    return named.withLock { named in
      // Clients make up names; memory for them is bounded.
      names.filter { named.count < 1_000 && named.insert($0).inserted }
    }
  }
}
