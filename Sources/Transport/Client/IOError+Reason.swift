import Glibc
import NIOCore
import Wire

extension IOError {
  /// What the system's error number means for an exchange.
  var reason: HTTPFailure.Reason {
    switch errnoCode {
    case ECONNREFUSED: .refused
    case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL: .unreachable
    case ETIMEDOUT: .timedOut
    case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN, EBADF: .closed
    default: .other
    }
  }
}
