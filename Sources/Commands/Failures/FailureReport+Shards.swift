import RowEngine

extension FailureReport {
  init(_ failure: ShardFailure) {
    switch failure {
    case .missing(let path): self.init(.usage, "there is no file '\(path)'")
    case .unfinished(let path):
      self.init(
        .usage, "'\(path)' is not whole: its run has not come to its end",
        hint: "the same command with --resume goes on")
    case .withoutRecord(let path, let record):
      self.init(
        .usage, "nobody knows which shard '\(path)' is: '\(record)' is missing or damaged",
        hint: "bring both; a run with --shard and --output leaves them side by side")
    case .altered(let path): self.init(.usage, "'\(path)' is not as its run has left it")
    case .unknownRefusals(let path, let count):
      self.init(
        .usage,
        "'\(path)' lacks \(RowMessages.count(count, "row")) that \(count == 1 ? "was" : "were") refused, and nobody knows which",
        hint: "bring the file that --errors named; without one, run that shard again with --errors")
    case .unusableFormat(let path, let format):
      self.init(.usage, "'\(path)' cannot be joined: \(format)", hint: "JSON Lines, CSV and npy can")
    case .doubled(let path, let other, let shard):
      self.init(.usage, "'\(path)' and '\(other)' are both shard \(shard.number)/\(shard.count)")
    case .gap(let missing, let count):
      let names = missing.prefix(12).map { "\($0)/\(count)" }.joined(separator: ", ")
      let more = missing.count > 12 ? " and \(missing.count - 12) more" : ""
      self.init(
        .usage,
        "\(missing.count == 1 ? "shard" : "shards") \(names)\(more) \(missing.count == 1 ? "is" : "are") missing"
      )
    case .otherOptions(let path, let other, let names):
      let words =
        names.contains("command")
        ? "by another command than '\(path)'" : "with other options than '\(path)': \(Self.options(names))"
      self.init(.usage, "'\(other)' was made \(words)")
    case .otherInput(let path, let other):
      self.init(.usage, "'\(other)' was made from another input than '\(path)'")
    }
  }
}
