import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import Synchronization
import Wire

/// The event loop's side: what the library reports.
///
/// One read from the socket brings many calls. The reader is woken after the last of them, so that it is woken once
/// and gets all of it in one piece.
extension Exchange: HTTPClientResponseDelegate {
  func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
    state.withLock { $0.advance(to: .sending) }
    watch(task.eventLoop)
  }

  func didSendRequestPart(task: HTTPClient.Task<Void>, _ part: IOData) {
    state.withLock { $0.advance(to: .sending) }
  }

  func didSendRequest(task: HTTPClient.Task<Void>) {
    state.withLock { $0.advance(to: .awaitingAnswer) }
  }

  func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    do {
      let head = try HTTPResponse(head)
      let hasNews = state.withLock { state in
        state.advance(to: .receiving)
        let length = gathers ? head.headerFields[.contentLength].flatMap { Int($0) } : nil
        state.mailbox.put(head, length: length)
        return state.mailbox.hasNews
      }
      if hasNews { wakeReader(on: task.eventLoop) }
      return task.eventLoop.makeSucceededVoidFuture()
    } catch {
      return task.eventLoop.makeFailedFuture(error)
    }
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    let (held, hasNews) = state.withLock { state -> (EventLoopPromise<Void>?, Bool) in
      state.advance(to: .receiving)
      state.mailbox.put(buffer)
      if state.mailbox.isFull, !state.mailbox.isClosed {
        state.patience.pause()
        state.heldSender = task.eventLoop.makePromise()
      }
      return (state.heldSender, state.mailbox.hasNews)
    }
    if hasNews { wakeReader(on: task.eventLoop) }
    return held?.futureResult ?? task.eventLoop.makeSucceededVoidFuture()
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) throws {
    state.withLock { $0.mailbox.close(.success(())) }
    clearTimers()
    wakeReader(on: task.eventLoop)
  }

  func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
    state.withLock { state in
      state.mailbox.close(.failure(FailureReader(route, state.progress).failure(error)))
    }
    clearTimers()
    wakeReader(on: task.eventLoop)
  }

  private func wakeReader(on eventLoop: any EventLoop) {
    let isNeeded = state.withLock { state in
      defer { state.isWakingReader = true }
      return !state.isWakingReader
    }
    guard isNeeded else { return }
    eventLoop.execute {
      let reader = self.state.withLock { state in
        defer { (state.reader, state.isWakingReader) = (nil, false) }
        return state.reader
      }
      reader?.resume()
    }
  }
}

extension Exchange.State {
  fileprivate mutating func advance(to progress: Progress) {
    self.progress = max(self.progress, progress)
    patience.wait(from: .now())
  }
}
