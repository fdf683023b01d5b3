import Wire

/// One answer, from its request's arrival to its last byte.
struct OutgoingReply {
  let request: RequestHead
  /// What the service has told of it so far.
  let opening = StreamOpening()
  /// Writes the stream whose head is sent.
  var writer: ReplyWriter?
  /// Whether the client is to take what was written last before it gets more.
  var isWriting = false

  init(to request: RequestHead) {
    self.request = request
  }
}
