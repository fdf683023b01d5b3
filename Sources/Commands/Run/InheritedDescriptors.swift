import Glibc

/// The files that were open when they were counted and are left open to a program that is started; shells hand over
/// more than three, as for `<(command)`.
struct InheritedDescriptors: Sendable {
  private let numbers: Set<CInt>

  /// Those that are open now.
  init() { numbers = Set(Self.open.filter { $1 & FD_CLOEXEC == 0 }.map(\.number)) }

  /// Keeps what was opened since from programs that are started: not every library does so itself.
  func keepOthers() {
    for (number, flags) in Self.open where flags & FD_CLOEXEC == 0 && !numbers.contains(number) {
      _ = fcntl(number, F_SETFD, flags | FD_CLOEXEC)
    }
  }

  /// Beyond what one run opens.
  private static let most: CInt = 4_096

  private static var open: [(number: CInt, flags: CInt)] {
    (3..<most).compactMap { number in
      let flags = fcntl(number, F_GETFD)
      return flags < 0 ? nil : (number, flags)
    }
  }
}
