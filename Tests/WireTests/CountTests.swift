import Testing
import Wire

/// Counts of strangers: none of them traps, and none is more than anybody can have counted.
struct CountTests {
  private static let largest = 9_007_199_254_740_992

  @Test(arguments: [
    ("0", 0), ("7", 7), ("1e3", 1_000), ("2.0", 2), ("-0", 0), ("9007199254740992", largest),
    ("9007199254740993", nil), ("4611686018427387904", nil), ("9223372036854775807", nil),
    ("9223372036854775808", nil), ("-9223372036854775808", nil), ("-1", nil), ("1.5", nil), ("1e999", nil),
    ("-1e999", nil), ("\"5\"", nil), ("\"NaN\"", nil), ("null", nil), ("true", nil), ("[]", nil), ("{}", nil),
  ])
  func aCountIsAWholeNumberThatAnybodyCanCount(_ json: String, _ count: Int?) throws {
    #expect(try JSONValue(decoding: json).count?.value == count)
  }

  @Test(arguments: [
    (Int.min, 0), (-1, 0), (0, 0), (5, 5), (largest, largest), (largest + 1, largest), (.max, largest),
  ])
  func ourOwnNumbersAreBroughtIntoItsRange(_ number: Int, _ count: Int) {
    #expect(Count(clamping: number).value == count)
    #expect(Count(exactly: number)?.value == (number == count ? count : nil))
  }

  @Test func sumsEndAtTheLargest() {
    #expect((1 as Count) + 2 == 3)
    #expect(Count.largest + 1 == .largest)
    #expect(Count.largest + .largest == .largest)
    var sum = Count.largest
    for _ in 0..<3_000 { sum += .largest }
    #expect(sum == .largest)
  }

  @Test func itIsWrittenAsItsDigits() {
    #expect("\(Count.largest)" == "9007199254740992")
    #expect(JSONValue(Count.largest) == 9_007_199_254_740_992)
    var writer = JSONWriter()
    writer.number(7 as Count)
    #expect(writer.bytes == Array("7".utf8))
  }

  @Test(arguments: [("1e999", nil), ("-1e999", nil), ("1e308", 1e308), ("0.5", 0.5), ("\"1\"", nil)])
  func aNumberThatIsInfiniteIsNone(_ json: String, _ number: Double?) throws {
    #expect(try JSONValue(decoding: json).double == number)
  }
}
