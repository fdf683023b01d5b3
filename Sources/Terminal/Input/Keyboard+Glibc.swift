import Glibc

/// What may come while a person is being asked.
enum KeyEvent: Equatable {
  case byte(UInt8)
  case signal(CInt)
  /// The terminal is gone, or the person has ended the input.
  case end
}

/// Waits for the next byte from a terminal, or for a signal.
enum Keyboard {
  static func next(from descriptor: CInt, or trap: SignalTrap) -> KeyEvent {
    while true {
      if let signal = trap.next() { return .signal(signal) }
      var polled = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: trap.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&polled, 2, -1)
      if polled[0].revents != 0, polled[1].revents == 0, let event = byte(from: descriptor) { return event }
    }
  }

  /// Whether a byte is there already, or comes within so many milliseconds.
  static func isWaiting(at descriptor: CInt, patience: CInt) -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, patience) > 0 && polled.revents & Int16(POLLIN) != 0
  }

  /// The bytes that are there already, or as many of them as one call brings.
  static func bytesThere(at descriptor: CInt) -> [UInt8] {
    let count = min(bytesWaiting(at: descriptor), 1 << 16)
    guard count > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, read(descriptor, buffer.baseAddress, count))
    }
  }

  /// How many bytes are there already.
  static func bytesWaiting(at descriptor: CInt) -> Int {
    var count: CInt = 0
    return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  /// `nil` where nothing was there after all.
  private static func byte(from descriptor: CInt) -> KeyEvent? {
    var byte: UInt8 = 0
    switch read(descriptor, &byte, 1) {
    case 1: return .byte(byte)
    case -1 where errno == EINTR || errno == EAGAIN: return nil
    default: return .end
    }
  }
}
