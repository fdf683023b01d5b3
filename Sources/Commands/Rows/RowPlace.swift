import Crypto
import Glibc
import RowEngine
import Wire

/// Where the rows of a job go: standard output, a device, or a file that appears when it is whole.
struct RowPlace {
  private let options: RowOptions
  private let looks: JSONObject
  private let hasIDs: Bool
  private let isResumable: Bool

  init<Sink>(_ job: RowJob<Sink>) {
    options = job.options
    looks = job.looks
    hasIDs = job.hasIDs
    isResumable = job.isResumable
  }

  /// The file, if it is one that can be replaced.
  var file: String? {
    guard let path = options.output, path != "-", !OutputPaths.isSpecial(path) else { return nil }
    return path
  }

  /// - Returns: `nil` when the output is whole already.
  /// - Throws: ``CommandFailure``, ``ResumptionFailure``, ``FileFailure``.
  func open(in context: Context) throws -> RowOutput? {
    try check()
    guard let file else { return .stream(try stream(in: context)) }
    let paths = OutputPaths(file, errors: options.errors, hasIDs: hasIDs, isResumable: isResumable)
    return try ResumableOutput.open(
      paths, options: digest, options.resume ? .resumed : .fresh, mayReplace: options.force
    ).map { .file($0) }
  }

  private func check() throws {
    try options.check()
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

  private func stream(in context: Context) throws -> (_ bytes: [UInt8]) throws -> Void {
    guard let path = options.output, path != "-" else { return { try context.output.write($0) } }
    let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
    // It is closed when the process ends.
    let output = Output(descriptor: descriptor)
    return { try output.write($0) }
  }

  /// Of all that decides how the output looks.
  private var digest: String {
    var all = looks
    all["shard"] = .string(options.shard?.argument ?? "1/1")
    all["input_format"] = .string("\(options.format)")
    all.set("errors", options.errors.map { .string($0) })
    return SHA256.hash(data: JSONValue.object(all).bytes).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}

extension ConnectionOptions {
  /// What decides who answers, and so how an output looks.
  var looks: JSONValue {
    [
      "api": .string(api.rawValue), "base_url": .string(baseURL?.argument ?? ""),
      "profile": .string(account.profile), "emulator": .bool(emulator),
    ]
  }
}
