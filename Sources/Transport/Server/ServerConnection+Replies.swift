import Glibc
import NIOCore
import Wire

extension ServerConnection {
  /// Returns whether the connection can be used again.
  ///
  /// - Throws: what makes it unusable at once: a client that is gone, or an answer that broke off.
  func respond(to request: ReceivedRequest, _ opening: StreamOpening) async throws -> Bool {
    var answer = try await responder.reply(to: request, opening)
    if let writer = reply?.writer { return try await stream(&answer.body, writer) }
    guard let length = answer.body.wholeLength else {
      let writer = responder.streamWriter(answer.head, to: request.head)
      try await write { writer.writeHead(to: &$0, date: self.responder.date.value()) }
      reply?.writer = writer
      return try await stream(&answer.body, writer)
    }
    let body = length == 0 ? [] : try await answer.body.next() ?? []
    let (bytes, isReusable) = responder.whole(answer.head, body, to: request.head)
    channel.writeAndFlush(bytes, promise: nil)
    return isReusable
  }

  /// Writes the body piece by piece, each as it is pulled; none is pulled before the last one is out.
  private func stream(_ body: inout ReplyBody, _ writer: ReplyWriter) async throws -> Bool {
    guard writer.showsBody else { return writer.keepsConnection }
    var count = 0
    while let piece = try await body.next() {
      count += piece.count
      try await write { bytes in
        bytes.reserveCapacity(piece.count + 16)
        writer.write(piece, to: &bytes)
      }
    }
    // Nothing may stand behind the end.
    reply?.isWriting = true
    try await write { writer.writeEnd(to: &$0) }
    return writer.keepsConnection && writer.isAnnounced(count)
  }

  private func write(_ fill: (inout ByteBuffer) -> Void) async throws {
    var bytes = ByteBuffer()
    fill(&bytes)
    reply?.isWriting = true
    beginProgress()
    try await channel.writeAndFlush(bytes).get()
    reply?.isWriting = false
    timer.set(in: TimeAmount(responder.limits.silence))
  }
}

/// While nothing comes from the service.
extension ServerConnection {
  /// The service has said nothing for a while, or the client has taken nothing.
  func bridgeSilence() {
    guard let reply, !reply.isWriting else { return checkProgress() }
    timer.set(in: TimeAmount(responder.limits.silence))
    if reply.writer != nil { return keepAlive() }
    guard let head = reply.opening.begin() else { return }
    let writer = responder.streamWriter(head, to: reply.request)
    self.reply?.writer = writer
    var bytes = ByteBuffer()
    writer.writeHead(to: &bytes, date: responder.date.value())
    channel.write(bytes, promise: nil)
    keepAlive()
  }

  /// A client that has closed its sending half may be gone altogether: the answer to further bytes tells.
  func probe() {
    if let reply, reply.writer != nil, !reply.isWriting { keepAlive() }
  }

  private func keepAlive() {
    guard let reply, let writer = reply.writer, writer.showsBody, let piece = reply.opening.keepAlive else {
      return
    }
    var bytes = ByteBuffer()
    writer.write(piece, to: &bytes)
    channel.writeAndFlush(bytes, promise: nil)
  }
}

/// While the client does not take what is written.
extension ServerConnection {
  /// From now on the client has to take something.
  func beginProgress() {
    progress.begin()
    timer.set(in: progress.pause)
  }

  /// Closes the connection of a client that has taken nothing for too long: its place is another's.
  func checkProgress() {
    guard let left = try? channel.syncOptions?.getOption(.bufferedWritableBytes) else {
      return channel.close(promise: nil)
    }
    if progress.isMade(left: left) { return timer.set(in: progress.pause) }
    responder.onEvent(.clientStalled)
    // What the system holds for it is thrown away, too.
    let discarding = linger(l_onoff: 1, l_linger: 0)
    (channel as? any SocketOptionProvider)?.setSoLinger(discarding).whenFailure { _ in }
    channel.close(promise: nil)
  }
}
