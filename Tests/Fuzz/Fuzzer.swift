import Glibc

/// libFuzzer, with the target whose name stands first on the command line.
enum Fuzzer {
  /// libFuzzer's `FuzzerInterface.h`.
  @_silgen_name("LLVMFuzzerRunDriver")
  private static func drive(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  ) -> CInt

  // The driver hands no more to a target than the input.
  private static let target = FuzzTarget.all.first { $0.name == CommandLine.arguments.dropFirst().first }

  /// Without a target it prints their names.
  static func run() -> CInt {
    guard target != nil else {
      for target in FuzzTarget.all { print(target.name) }
      return CommandLine.arguments.count > 1 ? EXIT_FAILURE : EXIT_SUCCESS
    }
    var count = CommandLine.argc - 1
    var words = CommandLine.unsafeArgv + 1
    return drive(&count, &words) { start, count in
      Fuzzer.target?.test(Array(UnsafeBufferPointer(start: start, count: count)))
      return 0
    }
  }
}
