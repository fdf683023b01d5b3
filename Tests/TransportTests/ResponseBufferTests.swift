import HTTPTypes
import NIOCore
import Testing
import Wire

@testable import Transport

struct ResponseBufferTests {
  @Test func handsOutAllThatHasArrivedInOnePiece() throws {
    var buffer = ResponseBuffer()
    buffer.put(ByteBuffer(string: "hello ").readableBytesView)
    buffer.put(ByteBuffer(string: "world").readableBytesView)
    #expect(try buffer.takePiece() == .bytes(Array("hello world".utf8)))
    #expect(try buffer.takePiece() == .nothingYet)
    buffer.close(.success(()))
    #expect(try buffer.takePiece() == .end)
  }

  @Test func aWholeAnswerComesWithItsHead() throws {
    var buffer = ResponseBuffer()
    buffer.put(HTTPResponse(status: .ok))
    buffer.put(ByteBuffer(string: "hello").readableBytesView)
    buffer.close(.success(()))
    let taken = try buffer.takeHead()
    #expect(taken?.head.status == .ok)
    #expect(taken?.whole == Array("hello".utf8))
  }

  @Test func aGatheredAnswerIsNewsWhenItIsWhole() throws {
    var buffer = ResponseBuffer()
    buffer.put(HTTPResponse(status: .ok), length: 5)
    #expect(try buffer.takeHead() == nil)
    buffer.put(ByteBuffer(string: "hello").readableBytesView)
    #expect(!buffer.hasNews)
    buffer.close(.success(()))
    #expect(buffer.hasNews)
    #expect(try buffer.takeHead()?.whole == Array("hello".utf8))
  }

  @Test func aLongAnswerIsNotGathered() throws {
    var buffer = ResponseBuffer()
    buffer.put(HTTPResponse(status: .ok), length: ResponseBuffer.longestGathered + 1)
    #expect(buffer.hasNews)
    #expect(try buffer.takeHead() != nil)
  }

  @Test func whatHadArrivedBeforeAFailureCanBeRead() throws {
    var buffer = ResponseBuffer()
    buffer.put(HTTPResponse(status: .ok))
    buffer.put(ByteBuffer(string: "hello").readableBytesView)
    buffer.close(.failure(HTTPFailure(.answer, .closed)))
    buffer.close(.success(()))
    let taken = try buffer.takeHead()
    #expect(taken != nil && taken?.whole == nil)
    #expect(try buffer.takePiece() == .bytes(Array("hello".utf8)))
    #expect(throws: HTTPFailure(.answer, .closed)) { try buffer.takePiece() }
  }

  @Test func anAbandonedResponseBufferForgetsWhatArrived() {
    var buffer = ResponseBuffer()
    buffer.put(HTTPResponse(status: .ok))
    buffer.put(ByteBuffer(string: "hello").readableBytesView)
    buffer.abandon(CancellationError())
    buffer.put(ByteBuffer(string: "more").readableBytesView)
    #expect(throws: CancellationError.self) { try buffer.takeHead() }
    #expect(throws: CancellationError.self) { try buffer.takePiece() }
  }

  @Test func isFullUntilItIsEmptied() throws {
    var buffer = ResponseBuffer()
    buffer.put(ByteBuffer(repeating: 0, count: ResponseBuffer.capacity - 1).readableBytesView)
    #expect(!buffer.isFull)
    buffer.put(ByteBuffer(repeating: 0, count: 1).readableBytesView)
    #expect(buffer.isFull)
    _ = try buffer.takePiece()
    #expect(!buffer.isFull)
  }
}
