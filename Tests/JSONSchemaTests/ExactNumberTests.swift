import Testing

@testable import JSONSchema

struct ExactNumberTests {
  @Test(arguments: [
    ["1", "1.0", "10e-1", "0.1E1", "100e-2"], ["0", "-0", "0.0", "0e9", "-0.000"],
    ["-120", "-1.2e2", "-12E+1"], ["12345678901234567890123", "12345678901234567890.123e3"],
  ])
  func spellingsOfOneNumberAreEqual(_ spellings: [String]) {
    #expect(Set(spellings.map(ExactNumber.init)).count == 1)
  }

  @Test func numbersHaveTheirOrder() {
    let ordered = [
      "-1e400", "-12", "-1.5", "-0.001", "0", "1e-400", "0.001", "0.0011", "1", "1.5", "2", "10", "11",
      "99.9",
      "100", "10000000000000000000000", "10000000000000000000001", "1e400",
    ].map(ExactNumber.init)
    for (one, other) in zip(ordered, ordered.dropFirst()) {
      #expect(one < other && !(other < one), "\(one.text)")
    }
  }

  @Test(arguments: [
    ("0", "7", true), ("21", "7", true), ("22", "7", false), ("0.0075", "0.0001", true),
    ("0.00751", "0.0001", false),
    ("1e308", "0.123456789", false), ("12391239123", "1e-8", true), ("9007199254740995", "5", true),
    ("4.5", "1.5", true), ("-4.5", "1.5", true), ("1e1000000000", "8", true), ("1e1000000000", "7", false),
    ("1000", "16", false), ("10000", "16", true), ("3", "30", false),
    ("121932631112635269", "123456789", true),
    (
      "15241578753238836750495351562536198787501905199875019052100",
      "123456789012345678901234567890", true
    ),
    ("15241578753238836750495351562536198787501905199875019052101", "123456789012345678901234567890", false),
  ])
  func knowsItsDivisors(_ number: String, _ divisor: String, _ isMultiple: Bool) {
    #expect(ExactNumber(number).isMultiple(of: ExactNumber(divisor)) == isMultiple)
  }

  @Test(arguments: [
    ("3", 3), ("3.0", 3), ("2e2", 200), ("1e30", .max), ("0", 0),
    ("123456789012345678", 123_456_789_012_345_678),
  ])
  func isACount(_ number: String, _ count: Int) {
    #expect(ExactNumber(number).count == count)
  }
}
