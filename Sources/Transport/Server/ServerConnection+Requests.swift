import HTTPTypes
import NIOCore
import Wire

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
    guard !isInputClosed else { return leave() }
    guard hasBegun else { return responder.connections.isEnding ? leave() : () }
    if let head = request.unjudgedHead(), let reply = responder.refusal(of: head) {
      return refuse(with: reply)
    }
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

  /// Others wait to be accepted: who asks for nothing, or is slow in asking, must come again.
  func reclaim() {
    guard case .reading = phase, let deadline = timer.deadline else { return }
    let limits = responder.limits
    let now = channel.eventLoop.now
    if !hasBegun {
      let since = deadline - TimeAmount(limits.idle)
      if now - since >= TimeAmount(limits.leastIdle) { leave() }
    } else if isTimed {
      let since = deadline - TimeAmount(limits.arrival)
      if now - since >= TimeAmount(limits.leastArrival) { reject(RejectedRequest(.requestTimeout)) }
    }
  }

  func timeIsOver() {
    switch phase {
    case .reading where hasBegun: reject(RejectedRequest(.requestTimeout))
    case .reading: leave()
    case .responder: bridgeSilence()
    case .flushing: checkProgress()
    case .ending: isOutputClosed ? channel.close(promise: nil) : checkProgress()
    }
  }

  private func begin(_ request: ReceivedRequest) {
    (hasBegun, isTimed) = (!unread.isEmpty, false)
    let reply = OutgoingReply(to: request.head)
    self.reply = reply
    timer.set(in: TimeAmount(responder.limits.silence))
    let this = NIOLoopBound(self, eventLoop: channel.eventLoop)
    phase = .responder(
      Task(executorPreference: EventLoopExecutor.on(channel.eventLoop)) { [opening = reply.opening] in
        do {
          let isReusable = try await this.value.respond(to: request, opening)
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
    // What is wrong with the head counts before what is wrong with the body.
    if let head = request.unjudgedHead(), let reply = responder.refusal(of: head) {
      return refuse(with: reply)
    }
    refuse(with: responder.reply(to: request.head?.request, with: rejection))
  }

  private func refuse(with reply: HTTPReply) {
    channel.writeAndFlush(responder.last(reply), promise: nil)
    end()
  }

  /// An answer is written: the next request may come, or this was the last one.
  private func finish(_ isReusable: Bool) {
    reply = nil
    request.giveBack()
    guard isReusable else { return end() }
    if channel.isWritable { return awaitNext() }
    phase = .flushing
    beginProgress()
  }

  /// The next request may come.
  func awaitNext() {
    phase = .reading
    timer.set(in: TimeAmount(responder.limits.idle))
  }

  /// Closes as soon as the last answer is out.
  func leave() {
    phase = .ending
    // Later: the library does not expect a channel to be closed while it is told that the end has been read.
    whenWritten { this in
      this.channel.eventLoop.execute { [channel = this.channel] in channel.close(promise: nil) }
    }
  }

  /// Says that nothing follows, and waits for the client to close: closing while it still sends would break the answer
  /// off.
  private func end() {
    phase = .ending
    unread.removeAll()
    readOn()
    request.giveBack()
    whenWritten { this in
      guard !this.isInputClosed else { return this.channel.close(promise: nil) }
      this.isOutputClosed = true
      this.channel.close(mode: .output, promise: nil)
      this.timer.set(in: Self.lingering)
    }
  }

  /// Acts when the client, or the system for it, has taken all that was written, or is gone.
  ///
  /// Closing would throw away what is left, where the client has closed its own half.
  private func whenWritten(_ act: @escaping (ServerConnection) -> Void) {
    let this = NIOLoopBound(self, eventLoop: channel.eventLoop)
    beginProgress()
    channel.writeAndFlush(ByteBuffer()).assumeIsolated().whenComplete { _ in act(this.value) }
  }
}
