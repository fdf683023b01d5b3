import CommandTree

/// How many megabytes bodies may take together.
struct BodyMemory: CountArgument {
  static var bounds: ClosedRange<Int> { 1...1_048_576 }

  let count: Int

  init(_ count: Int) { self.count = count }

  var bytes: Int { count << 20 }
}
