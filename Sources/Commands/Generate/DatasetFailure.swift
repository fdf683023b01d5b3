/// What is wrong with answers of a dataset.
enum DatasetFailure: Error {
  /// Those that stand in columns only are refused, and not written.
  case unsafeAnswers(Int, of: Int, areRefused: Bool)
  case unfitAnswers(Int, of: Int)
  /// Fewer than the share that `--min-pass` demands.
  case fewPassed(Int, of: Int, needed: Double)
}
