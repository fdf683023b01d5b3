import Glibc

/// A terminal that nobody sees, large enough for all that libedit draws on it.
struct NullTerminal: ~Copyable {
  let descriptor: CInt
  private let other: CInt

  /// The special keys of the person's own terminal mean there what they mean here.
  init(like terminal: ControllingTerminal) throws(TerminalError) {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var attributes = try terminal.attributes
    var size = winsize(ws_row: 1_000, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, &attributes, &size) == 0 else {
      throw .refused(call: "openpty", code: errno)
    }
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (descriptor, other) = (slave, master)
  }

  deinit {
    close(descriptor)
    close(other)
  }
}
