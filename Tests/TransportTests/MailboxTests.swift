import HTTPTypes
import NIOCore
import Testing
import Wire

@testable import Transport

struct MailboxTests {
  @Test func handsOutAllThatHasArrivedInOnePiece() throws {
    var mailbox = Mailbox()
    mailbox.put(ByteBuffer(string: "hello ").readableBytesView)
    mailbox.put(ByteBuffer(string: "world").readableBytesView)
    #expect(try mailbox.takePiece() == .bytes(Array("hello world".utf8)))
    #expect(try mailbox.takePiece() == .nothingYet)
    mailbox.close(.success(()))
    #expect(try mailbox.takePiece() == .end)
  }

  @Test func aWholeAnswerComesWithItsHead() throws {
    var mailbox = Mailbox()
    mailbox.put(HTTPResponse(status: .ok))
    mailbox.put(ByteBuffer(string: "hello").readableBytesView)
    mailbox.close(.success(()))
    let taken = try mailbox.takeHead()
    #expect(taken?.head.status == .ok)
    #expect(taken?.whole == Array("hello".utf8))
  }

  @Test func aGatheredAnswerIsNewsWhenItIsWhole() throws {
    var mailbox = Mailbox()
    mailbox.put(HTTPResponse(status: .ok), length: 5)
    #expect(try mailbox.takeHead() == nil)
    mailbox.put(ByteBuffer(string: "hello").readableBytesView)
    #expect(!mailbox.hasNews)
    mailbox.close(.success(()))
    #expect(mailbox.hasNews)
    #expect(try mailbox.takeHead()?.whole == Array("hello".utf8))
  }

  @Test func aLongAnswerIsNotGathered() throws {
    var mailbox = Mailbox()
    mailbox.put(HTTPResponse(status: .ok), length: Mailbox.longestGathered + 1)
    #expect(mailbox.hasNews)
    #expect(try mailbox.takeHead() != nil)
  }

  @Test func whatHadArrivedBeforeAFailureCanBeRead() throws {
    var mailbox = Mailbox()
    mailbox.put(HTTPResponse(status: .ok))
    mailbox.put(ByteBuffer(string: "hello").readableBytesView)
    mailbox.close(.failure(HTTPFailure(.answer, .closed)))
    mailbox.close(.success(()))
    let taken = try mailbox.takeHead()
    #expect(taken != nil && taken?.whole == nil)
    #expect(try mailbox.takePiece() == .bytes(Array("hello".utf8)))
    #expect(throws: HTTPFailure(.answer, .closed)) { try mailbox.takePiece() }
  }

  @Test func anAbandonedMailboxForgetsWhatArrived() {
    var mailbox = Mailbox()
    mailbox.put(HTTPResponse(status: .ok))
    mailbox.put(ByteBuffer(string: "hello").readableBytesView)
    mailbox.abandon(CancellationError())
    mailbox.put(ByteBuffer(string: "more").readableBytesView)
    #expect(throws: CancellationError.self) { try mailbox.takeHead() }
    #expect(throws: CancellationError.self) { try mailbox.takePiece() }
  }

  @Test func isFullUntilItIsEmptied() throws {
    var mailbox = Mailbox()
    mailbox.put(ByteBuffer(repeating: 0, count: Mailbox.capacity - 1).readableBytesView)
    #expect(!mailbox.isFull)
    mailbox.put(ByteBuffer(repeating: 0, count: 1).readableBytesView)
    #expect(mailbox.isFull)
    _ = try mailbox.takePiece()
    #expect(!mailbox.isFull)
  }
}

struct PatienceTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  @Test func endsWithTheSilenceAfterTheLastSign() {
    var patience = Patience(.seconds(10))
    patience.wait(from: start)
    patience.wait(from: start + .seconds(4))
    #expect(patience.verdict(at: start + .seconds(10)) == .look(again: start + .seconds(14)))
    #expect(patience.verdict(at: start + .seconds(14)) == .exhausted)
  }

  @Test func timeInWhichTheSenderIsHeldBackDoesNotCount() {
    var patience = Patience(.seconds(10))
    patience.wait(from: start)
    patience.pause()
    #expect(patience.verdict(at: start + .seconds(60)) == .look(again: start + .seconds(70)))
    patience.wait(from: start + .seconds(61))
    #expect(patience.verdict(at: start + .seconds(70)) == .look(again: start + .seconds(71)))
  }
}
