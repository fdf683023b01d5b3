import HTTPTypes
import NIOCore

extension Connection {
  /// How long a client may take to close once it has the last answer.
  private static let farewell = TimeAmount.seconds(5)

  private var hasBegun: Bool { reader.hasBegun || unread.readableBytes > 0 }

  /// Has the requests answered that have arrived, as far as that is possible now.
  func proceed() {
    do {
      while case .reading = phase {
        guard let request = try reader.next(from: &unread) else { return awaitMore() }
        begin(request)
      }
    } catch {
      answer(Refusal(error), to: .unknown)
    }
    readOn()
  }

  /// The listener ends: an answer under way is the last one.
  func drain() {
    if case .reading = phase, !hasBegun { channel.close(promise: nil) }
  }

  func timeIsOver() {
    guard case .reading = phase, hasBegun else { return channel.close(promise: nil) }
    answer(Refusal(.requestTimeout), to: .unknown)
  }

  private func awaitMore() {
    if unread.readableBytes == 0 { unread = ByteBuffer() }
    guard hasBegun else { return answering.admission.isEnding ? channel.close(promise: nil) : () }
    if !isArriving {
      isArriving = true
      alarm.set(in: TimeAmount(answering.limits.arrival))
    }
    if unread.readableBytes == 0, reader.takesUpExpectation() {
      channel.writeAndFlush(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n"), promise: nil)
    }
  }

  private func begin(_ request: ArrivedRequest) {
    isArriving = false
    guard answering.admission.enter() else { return answer(.busy, to: request.head) }
    alarm.pause()
    let this = NIOLoopBound(self, eventLoop: channel.eventLoop)
    phase = .answering(
      Task(executorPreference: LoopExecutor.on(channel.eventLoop)) { [answering, channel] in
        do {
          let isReusable = try await answering.answer(request, over: channel)
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
  }

  /// The client is gone, or the answer cannot be completed; a client that is there must see that.
  private func brokeOff() {
    guard channel.isActive else { return ended() }
    phase = .ending
    channel.close(promise: nil)
  }

  private func answer(_ refusal: Refusal, to request: RequestHead) {
    let (bytes, isReusable) = answering.whole(refusal.head, refusal.body, to: request)
    channel.writeAndFlush(bytes, promise: nil)
    finish(isReusable)
  }

  /// An answer is written: the next request may come, or this was the last one.
  private func finish(_ isReusable: Bool) {
    guard isReusable else { return end() }
    phase = channel.isWritable ? .reading : .flushing
    alarm.set(in: TimeAmount(answering.limits.idle))
  }

  /// Says that nothing follows, and waits for the client to close: closing while it still sends would break the answer off.
  private func end() {
    phase = .ending
    unread = ByteBuffer()
    alarm.pause()
    let this = NIOLoopBound(self, eventLoop: channel.eventLoop)
    channel.close(mode: .output).assumeIsolated().whenComplete { _ in
      this.value.alarm.set(in: Self.farewell)
    }
  }
}
