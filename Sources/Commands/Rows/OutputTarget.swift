import FileSystem
import RowEngine
import Wire

/// Where the rows of a job go: standard output, a device, or a file that appears when it is whole.
struct OutputTarget {
  private let options: RowOptions
  /// Of all that decides how the output looks.
  private let allOptions: JSONObject
  private let hasIDs: Bool
  private let isResumable: Bool
  private let format: String
  private let formatOption: String?

  init(_ job: some RowJob) {
    options = job.rows
    allOptions = job.allOptions
    hasIDs = job.hasIDs
    isResumable = job.isResumable
    format = job.outputFormat
    formatOption = job.outputFormatOption
  }

  /// The file, if it is one that can be replaced.
  var file: String? {
    guard let path = options.output, path != "-", !OutputPaths.isSpecial(path) else { return nil }
    return path
  }

  /// Whether there is nothing left to do.
  ///
  /// - Throws: ``CommandFailure`` for options that make no sense together, ``FileFailure``.
  var isWhole: Bool {
    get throws {
      try check()
      return try options.resume && paths?.isWhole == true
    }
  }

  /// - Returns: `nil` when the output is whole already.
  /// - Throws: ``ResumptionFailure``, ``FileFailure``.
  func open(in context: Context) throws -> RowOutput? {
    guard let paths else { return .stream(try stream(in: context)) }
    return try ResumableOutput.open(
      paths, options: allOptions, options.resume ? .resumed : .fresh, mayReplace: options.force
    ).map { .file($0) }
  }

  private var paths: OutputPaths? {
    let errors = options.errors.flatMap { OutputPaths.isSpecial($0) ? nil : $0 }
    return file.map { OutputPaths($0, errors: errors, hasIDs: hasIDs, isResumable: isResumable) }
  }

  private func check() throws {
    try options.check()
    try checkErrors()
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

  /// - Throws: ``CommandFailure`` when the list of refused rows would write over something of the job's own.
  private func checkErrors() throws {
    guard let errors = options.errors else { return }
    let names = paths?.names ?? []
    guard !names.contains(where: { $0 == errors || OutputPaths.areSame($0, errors) }) else {
      throw CommandFailure.unusableOption("--errors", reason: "'\(errors)' belongs to --output")
    }
    guard let input = options.from, OutputPaths.areSame(input, errors) else { return }
    throw CommandFailure.unusableOption("--errors", reason: "'\(errors)' is the input")
  }

  private func stream(in context: Context) throws -> (_ bytes: [UInt8]) throws -> Void {
    guard let path = options.output, path != "-" else { return { try context.output.write($0) } }
    let output = try Output(device: path)
    return { try output.write($0) }
  }
}
