/// What is wrong with a message that arrives.
enum MessageFault: Error, Equatable {
  /// It breaks the rules of HTTP/1.1 (RFC 9112); nothing that follows on the connection can be trusted.
  case malformed
  case headTooLarge
  case bodyTooLarge
  /// A transfer coding other than `chunked`.
  case unknownCoding
}
