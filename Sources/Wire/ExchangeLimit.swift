/// The time that is left for an exchange that is one of several attempts at the same thing.
package enum ExchangeLimit {
  /// From the start to the last byte of the answer; `nil` where nobody has said so.
  @TaskLocal package static var time: Duration?
}
