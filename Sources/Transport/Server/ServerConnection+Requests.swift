import HTTPTypes
import NIOCore

extension ServerConnection {
  /// How long a client may take to close once it has the last answer.
  private static let lingering = TimeAmount.seconds(5)

  /// Has the requests answered that have arrived, as far as that is possible now.
  func proceed() {
    while case .reading = phase, let part = unread.popFirst() {
      hasBegun = true
      do {
        if let request = try request.take(part) { begin(request) }
      } catch {
        reject(error)
      }
    }
    if case .reading = phase, let fault { reject(fault) }
    readOn()
  }

  /// All is read that has come, and no request of it is left unanswered.
  func awaitMore() {
    guard hasBegun else { return responder.connections.isEnding ? leave() : () }
    if !isTimed {
      isTimed = true
      timer.set(in: TimeAmount(responder.limits.arrival))
    }
    if request.takesUpExpectation() {
      channel.writeAndFlush(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n"), promise: nil)
    }
  }

  /// The listener ends: an answer under way is the last one.
  func drain() {
    if case .reading = phase, !hasBegun { leave() }
  }

  func timeIsOver() {
    switch phase {
    case .reading where hasBegun: reject(RejectedRequest(.requestTimeout))
    case .reading: leave()
    default: channel.close(promise: nil)
    }
  }

  private func begin(_ request: ReceivedRequest) {
    (hasBegun, isTimed) = (!unread.isEmpty, false)
    timer.pause()
    let this = NIOLoopBound(self, eventLoop: channel.eventLoop)
    phase = .responder(
      Task(executorPreference: EventLoopExecutor.on(channel.eventLoop)) { [responder, channel] in
        do {
          let isReusable = try await responder.respond(to: request, over: channel)
          this.value.answered(isReusable)
        } catch {
          this.value.brokeOff()
        }
      })
  }

  private func answered(_ isReusable: Bool) {
    guard channel.isActive else { return ended() }
    finish(isReusable)
    proceed()
    if case .reading = phase { awaitMore() }
  }

  /// The client is gone, or the answer cannot be completed; a client that is there must see that.
  private func brokeOff() {
    guard channel.isActive else { return ended() }
    phase = .ending
    channel.close(promise: nil)
  }

  private func reject(_ rejection: RejectedRequest) {
    channel.writeAndFlush(responder.reject(request.begun, with: rejection), promise: nil)
    end()
  }

  /// An answer is written: the next request may come, or this was the last one.
  private func finish(_ isReusable: Bool) {
    guard isReusable else { return end() }
    phase = channel.isWritable ? .reading : .flushing
    timer.set(in: TimeAmount(responder.limits.idle))
  }

  /// Closes as soon as the last answer is out.
  private func leave() {
    phase = .ending
    channel.close(mode: .output).whenComplete { [channel] _ in channel.close(promise: nil) }
  }

  /// Says that nothing follows, and waits for the client to close: closing while it still sends would break the answer
  /// off.
  private func end() {
    phase = .ending
    unread.removeAll()
    timer.pause()
    let this = NIOLoopBound(self, eventLoop: channel.eventLoop)
    channel.close(mode: .output).assumeIsolated().whenComplete { _ in
      this.value.timer.set(in: Self.lingering)
    }
  }
}
