/// A page in Prometheus' text format, read as strictly as its grammar is written:
/// https://prometheus.io/docs/instrumenting/exposition_formats
struct MetricsPage {
  struct Flaw: Error { let line: String }

  struct Sample: Hashable {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  struct Family {
    var type: String
    var samples: [Sample] = []
  }

  /// In the order of the page.
  private(set) var names: [String] = []
  private(set) var families: [String: Family] = [:]

  init(_ text: String) throws {
    guard text.hasSuffix("\n") else { throw Flaw(line: "no newline at the end") }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()[...]
    while let line = lines.popFirst() {
      if line.hasPrefix("#") {
        try begin(line, lines.popFirst() ?? "")
      } else {
        try add(line)
      }
    }
    for (name, family) in families where family.type == "histogram" { try Self.check(name, family) }
  }

  /// The one value of a family, or the one with these labels.
  func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    let family = families[name] ?? families.first { name.hasPrefix($0.key + "_") }?.value
    return family?.samples.first { $0.name == name && $0.labels == labels }?.value
  }

  /// All values of a label.
  func values(of label: String) -> Set<String> {
    Set(families.values.flatMap(\.samples).compactMap { $0.labels[label] })
  }

  private mutating func begin(_ help: Substring, _ type: Substring) throws {
    let (help, type) = (help.split(separator: " ", maxSplits: 3), type.split(separator: " "))
    guard help.count == 4, help[0] == "#", help[1] == "HELP", type.count == 4, type[0] == "#",
      type[1] == "TYPE", help[2] == type[2], ["counter", "gauge", "histogram"].contains(type[3]),
      Self.isName(help[2]), families[String(help[2])] == nil,
      type[3] != "counter" || help[2].hasSuffix("_total")
    else { throw Flaw(line: "\(help) \(type)") }
    names.append(String(help[2]))
    families[String(help[2])] = Family(type: String(type[3]))
  }

  private mutating func add(_ line: Substring) throws {
    let sample = try Self.sample(line)
    guard let family = names.last, var known = families[family] else { throw Flaw(line: String(line)) }
    let suffixes = known.type == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
    guard suffixes.contains(where: { sample.name == family + $0 }),
      !known.samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels })
    else { throw Flaw(line: String(line)) }
    known.samples.append(sample)
    families[family] = known
  }

  private static func sample(_ line: Substring) throws -> Sample {
    let name = line.prefix { $0 != "{" && $0 != " " }
    var rest = line[name.endIndex...]
    var labels: [String: String] = [:]
    if rest.first == "{" {
      repeat {
        rest = rest.dropFirst()
        let key = rest.prefix { $0 != "=" }
        rest = rest[key.endIndex...]
        guard rest.hasPrefix("=\""), isName(key), !key.contains(":"), labels[String(key)] == nil else {
          throw Flaw(line: String(line))
        }
        rest = rest.dropFirst(2)
        labels[String(key)] = try text(&rest)
      } while rest.first == ","
      guard rest.hasPrefix("} ") else { throw Flaw(line: String(line)) }
      rest = rest.dropFirst()
    }
    guard rest.first == " ", let value = Double(rest.dropFirst()), isName(name) else {
      throw Flaw(line: String(line))
    }
    return Sample(name: String(name), labels: labels, value: value)
  }

  /// What stands up to the closing quote, which is taken too.
  private static func text(_ rest: inout Substring) throws -> String {
    var text = ""
    while let character = rest.popFirst(), character != "\"" {
      guard character == "\\" else {
        text.append(character)
        continue
      }
      switch rest.popFirst() {
      case "\\": text.append("\\")
      case "\"": text.append("\"")
      case "n": text.append("\n")
      default: throw Flaw(line: String(rest))
      }
    }
    return text
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, !first.isNumber else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
  }

  /// Buckets rise to all there is, and each set of labels has a sum and a count.
  private static func check(_ name: String, _ family: Family) throws {
    var buckets: [[String: String]: [(end: Double, count: Double)]] = [:]
    for sample in family.samples where sample.name == name + "_bucket" {
      guard let end = sample.labels["le"].flatMap(Double.init) else { throw Flaw(line: name) }
      buckets[sample.labels.filter { $0.key != "le" }, default: []].append((end, sample.value))
    }
    for (labels, buckets) in buckets {
      let rises = zip(buckets, buckets.dropFirst()).allSatisfy { $0.end < $1.end && $0.count <= $1.count }
      let rest = family.samples.filter { $0.labels == labels }
      let count = rest.first { $0.name == name + "_count" }?.value
      guard rises, buckets.last?.end == .infinity, buckets.last?.count == count,
        Set(rest.map(\.name)) == [name + "_sum", name + "_count"]
      else { throw Flaw(line: "\(name) \(labels)") }
    }
  }
}
