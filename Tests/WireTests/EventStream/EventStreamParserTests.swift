import TestSupport
import Testing

@testable import Wire

struct EventStreamParserTests {
  private typealias Header = EventStreamMessage.Header

  /// Frames that were read, and what ended it.
  private struct Told: Equatable {
    var frames: [EventStreamMessage] = []
    var error: EventStreamError?
    var isBetweenFrames = true
  }

  private static func read(_ pieces: [[UInt8]], limit: Int = 4_096) -> Told {
    var told = Told()
    var parser = EventStreamParser(limit: limit)
    do {
      for piece in pieces { try parser.read(piece) { told.frames.append($0) } }
    } catch let error as EventStreamError {
      told.error = error
    } catch {
      Issue.record(error)
    }
    told.isBetweenFrames = parser.isBetweenFrames
    return told
  }

  /// From the tests of AWS's own SDKs.
  @Test(
    arguments: [
      ("0000001000000000 05c248eb 7d98c8ff", EventStreamMessage([], payload: [])),
      (
        "0000001d00000000 fd528c5a 7b27666f6f273a27626172277d c3653936",
        EventStreamMessage([], payload: Array("{'foo':'bar'}".utf8))
      ),
      (
        "0000002b0000000e 348bec7b 086576656e742d6964 04 0000a00c 7b27666f6f273a27626172277d d3890285",
        EventStreamMessage([Header("event-id", .integer(40_972))], payload: Array("{'foo':'bar'}".utf8))
      ),
    ] as [(String, EventStreamMessage)])
  func aPublishedFrameIsRead(_ hexadecimal: String, _ frame: EventStreamMessage) throws {
    let digits = Array(hexadecimal.filter { $0 != " " })
    let bytes = try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
    #expect(Self.read([bytes]) == Told(frames: [frame]))
  }

  @Test func everyTypeOfValueIsRead() {
    let values: [(type: UInt8, bytes: [UInt8], value: EventStreamMessage.Value)] = [
      (0, [], .bool(true)), (1, [], .bool(false)), (2, [0xFE], .byte(-2)), (3, [0xFF, 0xFE], .short(-2)),
      (4, [0x80, 0, 0, 0], .integer(.min)), (5, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE], .long(-2)),
      (6, [0, 2, 0xC3, 0x28], .bytes([0xC3, 0x28])), (7, [0, 2, 0xC3, 0xBC], .string("ü")),
      (7, [0, 0], .string("")), (8, [0, 0, 1, 0x8B, 0xCF, 0xE5, 0x68, 0], .timestamp(1_700_000_000_000)),
      (9, Array(0..<16), .uuid(Array(0..<16))),
    ]
    let headers = values.enumerated().flatMap { index, entry in
      [2] + "h\(index % 10)".utf8 + [entry.type] + entry.bytes
    }
    let read = Self.read([EventStreamBytes.frame(headerBytes: headers, [1, 2, 3])])
    #expect(read.error == nil)
    #expect(read.frames.first?.headers.map(\.value) == values.map(\.value))
    #expect(read.frames.first?.payload == [1, 2, 3])
    #expect(read.frames.first?["h7"] == "ü")
    #expect(read.frames.first?["h2"] == nil && read.frames.first?["none"] == nil)
  }

  private static let stream =
    EventStreamBytes.chunk(#"{"type":"message_start"}"#) + EventStreamBytes.frame([], [])
    + EventStreamBytes.exception("throttlingException", #"{"message":"Too many"}"#)

  @Test func aStreamMayBeCutAnywhere() {
    let whole = Self.read([Self.stream])
    #expect(whole.frames.count == 3 && whole.error == nil && whole.isBetweenFrames)
    for cut in 0...Self.stream.count {
      #expect(Self.read([Array(Self.stream[..<cut]), Array(Self.stream[cut...])]) == whole)
    }
    #expect(Self.read(Self.stream.map { [$0] }) == whole)
  }

  @Test func aStreamThatEndsInsideAFrameShowsIt() {
    let ends = Set(
      [EventStreamBytes.chunk(#"{"type":"message_start"}"#).count].flatMap {
        [0, $0, $0 + 16, Self.stream.count]
      })
    for end in 0...Self.stream.count {
      #expect(Self.read([Array(Self.stream[..<end])]).isBetweenFrames == ends.contains(end), "\(end)")
    }
  }

  /// One byte after the other, in each bit and altogether.
  @Test func whateverByteIsWrongIsNoticed() {
    let frame = EventStreamBytes.chunk(#"{"type":"ping"}"#)
    for index in frame.indices {
      for change in [1, 2, 4, 8, 16, 32, 64, 128, 0xFF] as [UInt8] {
        var wrong = frame
        wrong[index] ^= change
        let read = Self.read([wrong])
        let expected: EventStreamError = index < 12 ? .wrongPreludeChecksum : .wrongChecksum
        #expect(read == Told(error: expected, isBetweenFrames: false), "byte \(index) ^ \(change)")
      }
    }
  }

  @Test func whatIsWrongStaysWrong() throws {
    var parser = EventStreamParser()
    let good = EventStreamBytes.frame([], [1])
    var wrong = good
    wrong[good.count - 1] ^= 1
    var frames = 0
    #expect(throws: EventStreamError.wrongChecksum) {
      try parser.read(good + wrong + good) { _ in frames += 1 }
    }
    #expect(throws: EventStreamError.wrongChecksum) { try parser.read(good) { _ in frames += 1 } }
    #expect(frames == 1)
  }

  @Test(
    arguments: [
      (15, 0, .wrongLengths(total: 15, headers: 0)), (16, 1, .wrongLengths(total: 16, headers: 1)),
      (0, 0, .wrongLengths(total: 0, headers: 0)), (4_097, 0, .tooLong(limit: 4_096)),
      (0xFFFF_FFFF, 0xFFFF_FFF0, .wrongLengths(total: 0xFFFF_FFFF, headers: 0xFFFF_FFF0)),
      (0xFFFF_FFFF, 8, .tooLong(limit: 4_096)), (4_096, 0, nil),
    ] as [(Int, Int, EventStreamError?)])
  func lengthsAreJudgedBeforeTheRestIsWaitedFor(_ total: Int, _ headers: Int, _ error: EventStreamError?) {
    func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    let lengths = number(total) + number(headers)
    let prelude = lengths + number(Int(CRC32Checksum.of(lengths.span)))
    #expect(Self.read([prelude]) == Told(error: error, isBetweenFrames: false))
  }

  @Test(
    arguments: [
      [1], [5, 97], [1, 97], [1, 97, 10], [1, 97, 255], [1, 97, 7, 0], [1, 97, 7, 0, 5, 97],
      [1, 97, 7, 0, 1, 0xFF],
      [1, 0xFF, 0], [1, 97, 4, 0, 0, 0], [1, 97, 9, 0], [1, 97, 2], [1, 97, 0, 1],
    ] as [[UInt8]])
  func malformedHeadersAreNoHeaders(_ headers: [UInt8]) {
    let read = Self.read([EventStreamBytes.frame(headerBytes: headers, [])])
    #expect(read == Told(error: .malformedHeaders, isBetweenFrames: false))
  }

  @Test func theChecksumIsZlibs() {
    let checks = ["": 0, "a": 0xE8B7_BE43, "123456789": 0xCBF4_3926] as [String: UInt32]
    for (text, value) in checks { #expect(CRC32Checksum.of(Array(text.utf8).span) == value) }
  }
}
