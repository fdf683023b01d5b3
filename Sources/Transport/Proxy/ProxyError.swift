/// Why a proxy does not let an exchange through.
enum ProxyError: Error, Equatable {
  /// It wants credentials, or others than those that it got.
  case unauthorized
  /// What an HTTP proxy answered instead of connecting.
  case status(Int)
  /// A name of so many bytes that SOCKS cannot tell it.
  case hostNameTooLong
}
