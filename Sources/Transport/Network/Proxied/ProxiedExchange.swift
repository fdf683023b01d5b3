import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import Synchronization

/// Carries an exchange through a proxy: what the library reports goes to the exchange.
///
/// One read from the socket brings many calls. The reader is woken after the last of them, so that it is woken once
/// and gets all of it in one piece.
final class ProxiedExchange: Carrier {
  struct State {
    var patience: Patience
    var isWakingReader = false
    /// What a full mailbox makes the sender wait for.
    var heldSender: EventLoopPromise<Void>?
    var task: HTTPClient.Task<Void>?
    var timer: Scheduled<Void>?
    var isOver = false
  }

  let exchange: Exchange
  private let state: Mutex<State>
  /// Held so that the library's client lives as long as its exchange, even when the network was let go.
  private let client: Client

  init(_ exchange: Exchange, timeout: Duration, client: Client) {
    self.exchange = exchange
    self.client = client
    self.state = Mutex(State(patience: Patience(TimeAmount(timeout))))
  }

  func begin(_ request: HTTPClient.Request) {
    guard exchange.begin(with: self) else { return }
    let task = client.http.execute(request: request, delegate: self)
    let isOver = state.withLock { state in
      state.task = task
      return state.isOver
    }
    // Cancelled, or failed, before the task was known here.
    if isOver { task.cancel() }
  }

  func readOn(for exchange: Exchange) {
    state.withLock { state in
      state.patience.wait(from: .now())
      defer { state.heldSender = nil }
      return state.heldSender
    }?.succeed()
  }

  func letGo(of exchange: Exchange) {
    let (task, sender, timer) = state.withLock { state in
      state.isOver = true
      defer { (state.task, state.heldSender, state.timer) = (nil, nil, nil) }
      return (state.task, state.heldSender, state.timer)
    }
    timer?.cancel()
    task?.cancel()
    sender?.succeed()
  }

  /// Looks, on the event loop, whether the server is silent for too long, and again when that may next be so.
  private func watch(_ eventLoop: any EventLoop) {
    switch state.withLock({ $0.isOver ? nil : $0.patience.verdict(at: .now()) }) {
    case .exhausted: exchange.expire()
    case .look(let again):
      let timer = eventLoop.scheduleTask(deadline: again) { self.watch(eventLoop) }
      state.withLock { $0.timer = timer }
    case nil: break
    }
  }

  private func advance(to progress: Progress) {
    exchange.advance(to: progress)
    state.withLock { $0.patience.wait(from: .now()) }
  }
}

extension ProxiedExchange: HTTPClientResponseDelegate {
  func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
    advance(to: .sending)
    watch(task.eventLoop)
  }

  func didSendRequestPart(task: HTTPClient.Task<Void>, _ part: IOData) {
    advance(to: .sending)
  }

  func didSendRequest(task: HTTPClient.Task<Void>) {
    advance(to: .awaitingAnswer)
  }

  func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    do {
      exchange.put(try HTTPResponse(head))
      advance(to: .receiving)
      wakeReader(on: task.eventLoop)
      return task.eventLoop.makeSucceededVoidFuture()
    } catch {
      return task.eventLoop.makeFailedFuture(error)
    }
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    advance(to: .receiving)
    // Set before the reader can know that the mailbox is full.
    let held = task.eventLoop.makePromise(of: Void.self)
    state.withLock { state in
      state.patience.pause()
      state.heldSender = held
    }
    exchange.put(buffer.readableBytesView)
    if !exchange.isToBeHeld() { readOn(for: exchange) }
    wakeReader(on: task.eventLoop)
    return held.futureResult
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) throws {
    state.withLock { $0.task = nil }
    exchange.finish()
  }

  func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
    state.withLock { $0.task = nil }
    exchange.fail(error)
  }

  private func wakeReader(on eventLoop: any EventLoop) {
    let isNeeded = state.withLock { state in
      defer { state.isWakingReader = true }
      return !state.isWakingReader
    }
    guard isNeeded else { return }
    eventLoop.execute {
      self.state.withLock { $0.isWakingReader = false }
      self.exchange.wakeReader()
    }
  }
}
