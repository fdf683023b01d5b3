import Glibc
import Testing
import Wire

/// The computed floats against the C library's.
@Suite struct FloatArrayTests {
  static func floats(_ json: String) -> [Float] {
    var bytes: [UInt8] = []
    FloatArray.append(Array(json.utf8)[...], to: &bytes)
    return bytes.withUnsafeBytes { raw in
      (0..<raw.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }

  @Test(
    arguments: [
      ("[]", []), ("[1]", [1]), ("[ -1.5 ,\n2e0 , 0.25E+1]", [-1.5, 2, 2.5]), ("[0,-0,0.0]", [0, -0.0, 0]),
      ("[1e-30,1e30]", [1e-30, 1e30]),
      ("[340282346638528859811704183484516925440]", [.greatestFiniteMagnitude]),
      ("[16777217]", [16_777_216]), ("[16777219]", [16_777_220]),
      ("[16777217.0000000000000001]", [16_777_218]),
      ("[1.401298464324817e-45]", [.leastNonzeroMagnitude]), ("[1e-400]", [0]),
    ] as [(String, [Float])])
  func numbersAreTheNearestFloats(_ json: String, _ expected: [Float]) {
    #expect(Self.floats(json).map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test func everySpellingIsReadAsTheLibraryReadsIt() {
    var random = SystemRandomNumberGenerator()
    let texts = (0..<50_000).map { _ in Self.spelling(using: &random) }
    let wrong = texts.filter { Self.floats("[\($0)]").map(\.bitPattern) != [strtof($0, nil).bitPattern] }
    #expect(wrong == [])
  }

  /// Digits of any length, many of them halfway between two floats.
  static func spelling(using random: inout some RandomNumberGenerator) -> String {
    let sign = Bool.random(using: &random) ? "-" : ""
    let float = Float(bitPattern: UInt32.random(in: 0x3000_0000...0x4E00_0000, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return "\(sign)\(float)"
    case 1: return "\(sign)\((Double(float) + Double(float.nextUp)) / 2)"
    case 2: return "\(sign)\(Double(float) * Double.random(in: 0.5...2, using: &random))"
    case 3: return "\(sign)0.\(UInt64.random(in: 0...UInt64.max, using: &random))"
    default:
      return
        "\(sign)\(Int.random(in: 0...99, using: &random)).\(UInt32.random(in: 0...UInt32.max, using: &random))"
        + "e\(Int.random(in: -30...30, using: &random))"
    }
  }
}
