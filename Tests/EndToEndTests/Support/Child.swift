import Glibc
import Synchronization

/// A running program: its pipes, its signals, its end. Belongs to one thread.
final class Child {
  enum Trouble: Error {
    case notStarted(String, code: Int32)
    /// It ended, or its time ran out, before it said what was awaited.
    case neverSaid(String, Outcome)
  }

  enum Stream { case output, errors }

  let process: pid_t
  private let deadline: ContinuousClock.Instant
  private let input: Descriptor?
  private let output: Descriptor?
  private let errors: Descriptor
  private let life: Descriptor
  private let end = End()
  private var pending: ArraySlice<UInt8>
  private var closesInput: Bool
  private var outputBytes: [UInt8] = []
  private var errorBytes: [UInt8] = []
  private var peakMegabytes = 0

  /// Milliseconds between looks at its memory.
  private static let tick: Int32 = 20

  init(_ call: Call) throws {
    deadline = .now + .seconds(call.limit)
    var streams = try ChildStreams(call)
    process = try streams.spawn(call)
    (input, output, errors) = (streams.input, streams.output, streams.errors)
    if case .bytes(let bytes) = call.input { pending = bytes[...] } else { pending = [] }
    if case .openPipe = call.input { closesInput = false } else { closesInput = true }
    let (read, write) = try Descriptor.pipe()
    life = read
    let (process, end) = (process, end)
    startThread {
      var status: Int32 = 0
      waitpid(process, &status, 0)
      end.status.withLock { $0 = status }
      write.close()
    }
  }

  deinit {
    guard end.status.withLock({ $0 == nil }) else { return }
    kill(process, SIGKILL)
  }

  func send(_ signal: Int32) { kill(process, signal) }

  func type(_ text: String) { pending += Array(text.utf8) }

  func closeInput() { closesInput = true }

  /// Waits until it has said this, and returns all that it said on that stream.
  @discardableResult
  func awaits(_ text: String, on stream: Stream = .errors) throws -> String {
    while true {
      let said = String(decoding: stream == .output ? outputBytes : errorBytes, as: UTF8.self)
      if said.contains(text) { return said }
      guard step() else { throw Trouble.neverSaid(text, try finish()) }
    }
  }

  /// Waits for its end.
  func finish() throws -> Outcome {
    closesInput = true
    while step() {}
    var isForced = false
    if end.status.withLock({ $0 == nil }) {
      isForced = true
      kill(process, SIGKILL)
      while poll([], -1) {}
    }
    drain()
    let status = end.status.withLock { $0 } ?? 0
    return Outcome(
      ending: isForced ? .overtime : Outcome.Ending(status: status), outputBytes: outputBytes,
      errorBytes: errorBytes, peakMegabytes: peakMegabytes)
  }

  /// Moves what can be moved now. False: it has ended, or its time is up.
  private func step() -> Bool {
    let left = deadline - .now
    guard left > .zero else { return false }
    peakMegabytes = ResidentMemory.peakMegabytes(of: process) ?? peakMegabytes
    return poll([input, output, errors].compactMap { $0 }, Self.tick)
  }

  private func poll(_ others: [Descriptor], _ milliseconds: Int32) -> Bool {
    if closesInput, pending.isEmpty { input?.close() }
    let watched = ([life] + others).filter { $0.isOpen && ($0 !== input || !pending.isEmpty) }
    var places = watched.map {
      pollfd(fd: $0.number, events: Int16($0 === input ? POLLOUT : POLLIN), revents: 0)
    }
    guard Glibc.poll(&places, nfds_t(places.count), milliseconds) > 0 else { return true }
    for (descriptor, place) in zip(watched, places) where place.revents != 0 && descriptor !== life {
      move(descriptor)
    }
    return places[0].revents == 0
  }

  private func move(_ descriptor: Descriptor) {
    if descriptor === input { return feed() }
    let bytes = descriptor.readSome()
    if bytes.isEmpty { descriptor.close() }
    if descriptor === output { outputBytes += bytes } else { errorBytes += bytes }
  }

  private func feed() {
    guard let count = input?.writeSome(pending) else {
      pending = []
      return
    }
    pending = pending.dropFirst(count)
  }

  // A child of its own may keep the pipes open for ever: only what is there now is read.
  private func drain() {
    for descriptor in [output, errors].compactMap({ $0 }) {
      while descriptor.isOpen, descriptor.hasSomething(within: 0) { move(descriptor) }
    }
  }
}

/// What the waiting thread learns of the end.
private final class End: Sendable {
  /// As waitpid(2) tells it.
  let status = Mutex<Int32?>(nil)
}

/// What /proc knows of a program's memory while it runs: rusage counts that of the tests' own process in, from
/// the moment between fork and exec.
enum ResidentMemory {
  static func peakMegabytes(of process: pid_t) -> Int? {
    guard let facts = try? Descriptor.file("/proc/\(process)/status", O_RDONLY).readWhole() else {
      return nil
    }
    let line = facts.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 >> 10 }
  }
}
