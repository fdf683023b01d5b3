/// Numbers with as many digits behind the point as are told.
enum FixedDigits {
  /// `-0.5000` with four; a number that is too large, or none, as Swift writes it.
  static func text(_ number: Double, _ places: Int) -> String {
    let power = (0..<places).reduce(1.0) { power, _ in power * 10 }
    guard let scaled = Int(exactly: (number.magnitude * power).rounded()) else { return "\(number)" }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = number < 0 && scaled != 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// The same without zeros at the end.
  static func short(_ number: Double, _ places: Int) -> String {
    let text = text(number, places)
    guard text.contains(".") else { return text }
    let rest = text.reversed().drop { $0 == "0" }
    return String((rest.first == "." ? rest.dropFirst() : rest).reversed())
  }
}
