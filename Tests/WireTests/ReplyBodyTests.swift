import HTTPTypes
import Testing
import Wire

/// Bodies in pieces.
struct ReplyBodyTests {
  private func body(_ pieces: [String]) -> ReplyBody {
    var rest = pieces[...]
    return ReplyBody { rest.popFirst().map { Array($0.utf8) } }
  }

  private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  @Test func handsOutAWholeBodyOnce() async throws {
    var body = ReplyBody(Array("all".utf8))
    let read = [text(try await body.next()), text(try await body.next())]
    #expect(read == ["all", nil])
  }

  @Test func knowsItsLengthWhereItIsWhole() async throws {
    var whole = ReplyBody([1, 2, 3])
    let lengths = [whole.wholeLength, body(["a"]).wholeLength]
    _ = try await whole.next()
    #expect(lengths + [whole.wholeLength] == [3, nil, 0])
  }

  @Test func hasNoPieceWhereThereIsNoBody() async throws {
    var body = HTTPReply(head: HTTPResponse(status: .noContent)).body
    #expect(try await body.next() == nil)
  }

  @Test func passesOverEmptyPieces() async throws {
    var body = body(["", "a", "", "", "b", ""])
    let read = [text(try await body.next()), text(try await body.next()), text(try await body.next())]
    #expect(read == ["a", "b", nil])
  }

  @Test func doesNotAskAgainBehindTheEnd() async throws {
    var asked = 0
    var body = ReplyBody {
      asked += 1
      return nil
    }
    _ = try await body.next()
    _ = try await body.next()
    #expect(asked == 1)
  }

  @Test(arguments: [([], ""), (["abc"], "abc"), (["a", "", "bc"], "abc"), (["ab", "cd"], "abcd")])
  func collectsUpToTheLimit(_ pieces: [String], _ whole: String) async throws {
    var body = body(pieces)
    #expect(text(try await body.collect(upTo: 4)) == whole)
  }

  @Test(arguments: [["abcde"], ["abcd", "e"], ["a", "bcdefg", "h"]])
  func refusesMoreThanTheLimitAndEnds(_ pieces: [String]) async throws {
    var body = body(pieces)
    await #expect(throws: HTTPFailure(.answer, .tooLarge(limit: 4))) { try await body.collect(upTo: 4) }
    #expect(try await body.next() == nil)
  }

  @Test func takesNoMoreThanOnePieceBeyondTheLimit() async throws {
    var asked = 0
    var endless = ReplyBody {
      asked += 1
      return [1, 2, 3]
    }
    await #expect(throws: HTTPFailure.self) { try await endless.collect(upTo: 7) }
    #expect(asked == 3)
  }

  @Test func passesOnWhatItsSourceThrows() async throws {
    var body = ReplyBody { throw HTTPFailure(.answer, .closed) }
    await #expect(throws: HTTPFailure(.answer, .closed)) { try await body.collect(upTo: 1) }
  }

  @Test func showsEachPieceToAnOnlookerAsItIsTaken() async throws {
    var seen: [String] = []
    var body = body(["a", "b"]).observed { seen.append(String(decoding: $0, as: UTF8.self)) }
    _ = try await body.next()
    #expect(seen == ["a"])
    #expect(text(try await body.collect(upTo: 9)) == "b")
    #expect(seen == ["a", "b"])
  }

  @Test func makesAWholeReplyOfOneType() async throws {
    var reply = HTTPReply(.badRequest, contentType: "text/plain", Array("no".utf8))
    #expect(reply.head == HTTPResponse(status: .badRequest, headerFields: [.contentType: "text/plain"]))
    #expect(text(try await reply.body.next()) == "no")
  }
}
