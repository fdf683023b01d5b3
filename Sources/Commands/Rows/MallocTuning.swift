import Glibc

/// What the allocator does with memory that is free again.
enum MallocTuning {
  /// Keeps two megabytes of it: answers of several hundred kilobytes come and go, and to give their memory back to the
  /// system each time costs more than half of all that the kernel does for them.
  static func keep() {
    // <malloc.h> is no part of the module Glibc; a C library without the function needs no advice.
    guard let function = dlsym(nil, "mallopt") else { return }
    let set = unsafeBitCast(function, to: (@convention(c) (_ what: Int32, _ bytes: Int32) -> Int32).self)
    let (trimThreshold, mmapThreshold): (Int32, Int32) = (-1, -3)
    _ = set(trimThreshold, 2 << 20)
    _ = set(mmapThreshold, 1 << 20)
  }
}
