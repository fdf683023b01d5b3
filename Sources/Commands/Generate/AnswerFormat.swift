import CommandTree

/// How the answers of a dataset are written.
enum AnswerFormat: String, Value, CaseIterable, Sendable {
  case jsonl, json, csv

  /// The format of a file of this name; one whose name tells nothing is JSON Lines.
  static func ofFile(named path: String?) -> AnswerFormat {
    path.flatMap { FileNameFormat(ofFileNamed: $0) }.flatMap { AnswerFormat(rawValue: $0.name) } ?? jsonl
  }
}
