import FileSystem
import RowEngine
import Wire

/// Where the rows of a job go: standard output, a device, or a file that appears when it is whole.
struct OutputTarget {
  private let options: RowOptions
  /// Of all that decides how the output looks.
  private let allOptions: JSONObject
  private let hasIDs: Bool
  /// Bytes at the beginning that are replaced when all is written.
  private let headLength: Int
  private let isResumable: Bool
  private let format: String
  private let formatOption: String?
  private let inputs: [String]
  private let readsInput: Bool

  init(_ job: some RowJob) {
    options = job.rows
    allOptions = job.allOptions
    hasIDs = job.hasIDs
    headLength = job.makeSink().head?.count ?? 0
    isResumable = job.isResumable
    format = job.outputFormat
    formatOption = job.outputFormatOption
    inputs = job.inputFiles
    readsInput = job.readsInput
  }

  /// The file, if it is one that can be replaced.
  var file: String? {
    guard let path = options.output, path != "-", !OutputPaths.isSpecial(path) else { return nil }
    return path
  }

  /// Whether there is nothing left to do.
  ///
  /// - Throws: ``ResumptionFailure``, ``FileFailure``.
  var isWhole: Bool {
    get throws { try options.resume && paths?.isWhole == true }
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
    return file.map { OutputPaths($0, errors: errors, hasIDs: hasIDs, isResumable: isResumable) }
  }

  /// - Throws: ``CommandFailure`` for options that make no sense together, and for files that are one.
  func check(in context: Context) throws {
    try options.check()
    try OutputIdentity(
      options: options, outputs: paths?.names ?? [], inputs: inputs, readsInput: readsInput
    ).check(in: context)
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
    guard let file, let told = FileNameFormat(ofFileNamed: file), told.name != format else { return }
    throw CommandFailure.contradictedName(file, told: told.name, option: formatOption, asked: format)
  }

  private func stream(in context: Context) throws -> (_ bytes: [UInt8]) throws -> Void {
    guard let path = options.output, path != "-" else { return { try context.output.write($0) } }
    let output = try Output(device: path)
    return { try output.write($0) }
  }
}
