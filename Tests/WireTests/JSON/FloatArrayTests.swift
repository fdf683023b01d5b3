import Glibc
import Testing
import Wire

struct FloatArrayTests {
  private static func bytes(_ json: String) -> [UInt8] {
    var bytes: [UInt8] = []
    FloatArray.append(Array(json.utf8)[...], to: &bytes)
    return bytes
  }

  @Test(arguments: [
    "0", "-0", "-0.0", "1", "-1.5", "0.1", "0.015797347", "-0.0069292834", "2.0e-5", "1E+2", "1e-45",
    "1.17549435e-38",
    "3.4028235e38", "16777217", "16777217.0000001", "9007199254740993", "0.30000001192092896",
    "1.00000017881393432617187499", "1.00000017881393432617187500", "1.00000017881393432617187501",
    "123456789012345678901234567890", "1e400", "-1e400", "1e-400", "0.00000000000000000000000000000001",
    "1e22",
    "7.038531e-26", "8388608.5", "8388609.5", "33554435", "4.7019774032891500318749461488889827112746622e-38",
  ])
  func bytesAreTheNearestFloat(_ digits: String) {
    let bytes = Self.bytes("[ \(digits) ]")
    let expected = withUnsafeBytes(of: strtof(digits, nil).bitPattern.littleEndian) { Array($0) }
    #expect(bytes == expected)
  }

  @Test func bytesAreTheNearestFloatForManyDigits() {
    var state: UInt64 = 42
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = "\(state & 1 == 0 ? "-" : "")0.0\(state >> (20 + state & 31))e\(Int(state >> 60) - 8)"
      let bytes = Self.bytes("[\(digits)]")
      let expected = withUnsafeBytes(of: strtof(digits, nil).bitPattern.littleEndian) { Array($0) }
      if bytes != expected { Issue.record("\(digits)") }
    }
  }
}
