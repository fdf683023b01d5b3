import Synchronization
import Wire

/// Writes one line for each request; never a secret, a prompt or a query.
struct AccessLog: Sendable {
  private let format: AccessLogFormat
  private let emit: @Sendable (String) -> Void
  private let known = KnownSettings()

  init(_ format: AccessLogFormat, write: @escaping @Sendable (String) -> Void) {
    self.format = format
    emit = write
  }

  func write(_ entry: AccessRecord) {
    let line = AccessLogLine(entry, ignored: known.news(in: entry.ignored, entry.facts.leftOut))
    switch format {
    case .text: emit(line.text)
    case .json: emit(line.json)
    }
  }
}

/// The ignored settings that the log has named: once is enough.
private final class KnownSettings: Sendable {
  private let named = Mutex<Set<String>>([])

  /// - Parameter list: names with commas between them.
  func news(in list: String?, _ more: [String]) -> [String] {
    guard list != nil || !more.isEmpty else { return [] }
    let names = (list ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) } + more
    return named.withLock { named in
      // Clients make up names; memory for them is bounded.
      names.filter { named.count < 1_000 && named.insert($0).inserted }
    }
  }
}
