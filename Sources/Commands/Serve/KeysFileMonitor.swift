import CompatibleServer
import Dispatch
import FileSystem
import Synchronization

/// Looks again and again whether the file of keys has changed, so that nobody need tell the server.
final class KeysFileMonitor: Sendable {
  private static let period = DispatchTimeInterval.milliseconds(300)

  private let path: String
  private let seen: Mutex<FileFacts?>
  private let looking = Mutex<PeriodicWork?>(nil)
  private let act: @Sendable (Result<[NamedKey], KeysFailure>) -> Void

  /// - Parameter act: is told what the file has each time that it is another.
  init(_ path: String, _ act: @escaping @Sendable (Result<[NamedKey], KeysFailure>) -> Void) {
    self.path = path
    self.act = act
    seen = Mutex(FileFacts(of: path))
    let work = PeriodicWork(every: Self.period, on: DispatchQueue(label: "keys")) { [weak self] in
      self?.look()
    }
    looking.withLock { $0 = work }
    work.begin()
  }

  func end() { looking.withLock { $0?.end() } }

  private func look() {
    let facts = FileFacts(of: path)
    let isOther = seen.withLock { seen in
      defer { seen = facts }
      return seen != facts
    }
    guard isOther else { return }
    act(Result { () throws(KeysFailure) in try keys() })
  }

  /// A file that is gone is a mistake; to take all keys away, they are revoked one by one.
  private func keys() throws(KeysFailure) -> [NamedKey] {
    guard FileFacts(of: path) != nil else { throw .none(path: path) }
    return try KeysFile(path).keys
  }
}
