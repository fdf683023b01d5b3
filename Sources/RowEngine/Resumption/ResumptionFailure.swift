/// Why an output cannot be begun, or gone on with.
package enum ResumptionFailure: Error, Hashable, Sendable {
  /// There is a file already, and nobody said that it may be replaced.
  case exists(path: String)
  /// There is the beginning of an output, and nobody said whether to go on with it.
  case begun(path: String)
  /// An interrupted run has left something under the name of an output that nothing can go on with.
  case interrupted(path: String)
  /// By the names of options, with `_` between words; `command` is another command.
  case otherOptions(path: String, names: [String])
  /// The record at the path was written by another version of this program.
  case otherVersion(path: String)
  /// What is to be remembered of a run has no place in its record.
  case recordTooLong(bytes: Int, limit: Int)
  /// The input does not begin as it did in the first run.
  case otherInput
  /// The beginning of the output is shorter than its record says.
  case damaged(path: String)
  /// The beginning of the output is not what was written, as after a loss of power.
  case altered(path: String)
  /// Something was written, and its record is missing or damaged.
  case withoutRecord(path: String, record: String)
  /// The numbers in the record do not go together.
  case contradictoryRecord
  /// Another process is writing it.
  case busy(path: String)
}
