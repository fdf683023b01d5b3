import FoundationEssentials
import Synchronization

/// Lines that somebody types into one shell, in a home and a folder of their own, and what comes back for each.
struct TypedLines {
  struct Answer: Equatable {
    var exit: Int32
    var output: String
    var errors: String
  }

  static let programFolder = Call.sfmodels.split(separator: "/").dropLast().map { "/" + $0 }.joined()

  let home: Home
  /// Beside HOME and PATH.
  var environment: [String: String] = [:]

  init() throws {
    home = try Home()
    try home.write("", to: "work/.keep")
    try home.write("", to: "answers/.keep")
  }

  /// Writes a program that the lines find by its name.
  func provide(_ program: String, _ script: String) throws {
    // What a child of another test has open for writing cannot be run.
    _ = try Descriptor.inheritance.withLock { _ in
      try home.write("#!/bin/sh\n\(script)\n", to: "bin/\(program)", mode: 0o700)
    }
  }

  /// Runs them all, one behind the other; what is started in the background ends with the shell.
  func run(_ lines: [String]) async throws -> [Answer] {
    let answers = home.path + "/answers"
    let script = lines.enumerated().map { index, line in
      "{ \(line)\n} >\(answers)/\(index).out 2>\(answers)/\(index).err </dev/null; echo $? >\(answers)/\(index).exit"
    }
    var call = Call(["-c", script.joined(separator: "\n")], program: "/bin/bash")
    call.environment = environment.merging([
      "HOME": home.path, "PATH": "\(Self.programFolder):\(home.path)/bin:/usr/bin:/bin", "LANG": "C.UTF-8",
      "PWD": home.path + "/work",
    ]) { $1 }
    call.words[1] = "cd ~/work\n" + call.words[1]
    call.limit = 300
    _ = try await call.run()
    return try lines.indices.map { index in
      let exit = try home.read("\(answers)/\(index).exit")
      return Answer(
        exit: Int32(exit.dropLast()) ?? -1, output: try home.read("\(answers)/\(index).out"),
        errors: try home.read("\(answers)/\(index).err"))
    }
  }
}
