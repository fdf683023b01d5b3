import FileSystem
import RowEngine
import Wire

/// Where the rows of a job go: standard output, a device, or a file that appears when it is whole.
struct OutputTarget {
  private let options: RowOptions
  /// Of all that decides how the output looks.
  private let allOptions: JSONObject
  private let listEnding: String?
  private let needsList: Bool
  private let keepsRecord: Bool
  private let reports: [String]
  /// Bytes at the beginning that are replaced when all is written.
  private let headLength: Int
  private let isResumable: Bool
  private let format: String
  private let fileFormat: String
  private let formatOption: String?
  private let inputs: [String]
  private let readsInput: Bool

  init(_ job: some RowJob) {
    options = job.rows
    allOptions = job.allOptions
    listEnding = job.listEnding
    needsList = job.needsList
    keepsRecord = job.keepsRecord
    reports = job.reports
    headLength = job.makeSink().head?.count ?? 0
    isResumable = job.isResumable
    format = job.outputFormat
    fileFormat = job.outputFileFormat
    formatOption = job.outputFormatOption
    inputs = job.inputFiles + job.otherInputs
    readsInput = job.readsInput
  }

  /// The file, if it is one that can be replaced.
  var file: String? {
    guard let path = options.output, path != "-", !OutputPaths.isSpecial(path) else { return nil }
    return path
  }

  /// What the rows have come to where there is nothing left to do; nothing is known of those that nobody will ask for.
  ///
  /// - Throws: ``ResumptionFailure``, ``FileFailure``.
  var ending: (rows: RowsEnding?, isWhole: Bool) {
    get throws {
      guard options.resume, let paths, let ending = try paths.ending else { return (nil, false) }
      try ending.check(allOptions, of: paths.file)
      guard let record = ending.record else {
        guard !keepsRecord else {
          throw ResumptionFailure.withoutRecord(path: paths.file, record: paths.record)
        }
        return (nil, true)
      }
      return (RowsEnding(record, list: try list), true)
    }
  }

  /// What is listed for each row of a whole output, where that is needed.
  ///
  /// - Throws: ``ResumptionFailure/withoutRecord(path:record:)`` where it is missing.
  var list: OpenFile? {
    get throws {
      guard needsList, let paths, let list = paths.list else { return nil }
      guard FileFacts(of: list) != nil else {
        throw ResumptionFailure.withoutRecord(path: paths.file, record: list)
      }
      return try OpenFile(reading: list)
    }
  }

  /// - Returns: `nil` when the output is whole already.
  /// - Throws: ``ResumptionFailure``, ``FileFailure``.
  func open(in context: Context) throws -> RowOutput? {
    guard let paths else { return .stream(try stream(in: context)) }
    return try ResumableOutput.open(
      paths, options: allOptions, headLength: headLength, options.resume ? .resumed : .fresh,
      mayReplace: options.force
    ).map { .file($0) }
  }

  private var paths: OutputPaths? {
    let errors = options.errors.flatMap { OutputPaths.isSpecial($0) ? nil : $0 }
    return file.map { OutputPaths($0, errors: errors, listEnding: listEnding, isResumable: isResumable) }
  }

  /// - Throws: ``CommandFailure`` for options that make no sense together, and for files that are one;
  ///   ``ResumptionFailure`` for a report where a run has left something.
  func check(in context: Context) throws {
    try options.check()
    try OutputIdentity(
      options: options, outputs: paths?.names ?? [], inputs: inputs, readsInput: readsInput, reports: reports
    ).check(in: context)
    for report in reports { try OutputPaths(report).refuseInterrupted() }
    try checkName()
    guard options.resume else { return }
    guard isResumable else {
      throw CommandFailure.unusableOption(
        "--resume", reason: "an output in this format cannot be gone on with")
    }
    guard file != nil else {
      throw CommandFailure.unusableOption(
        "--resume", reason: "--output is no file that could be gone on with")
    }
  }

  /// - Throws: ``CommandFailure`` for a format that the name of the file contradicts.
  private func checkName() throws {
    guard let file, let told = FileNameFormat(ofFileNamed: file), told.name != fileFormat else { return }
    throw CommandFailure.contradictedName(file, told: told.name, option: formatOption, asked: format)
  }

  private func stream(in context: Context) throws -> (_ bytes: [UInt8]) throws -> Void {
    guard let path = options.output, path != "-" else { return { try context.output.write($0) } }
    let output = try Output(device: path)
    return { try output.write($0) }
  }
}
