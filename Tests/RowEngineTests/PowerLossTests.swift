import FileSystem
import Glibc
import Synchronization
import TestSupport
import Testing
import Wire

@testable import RowEngine

/// What a loss of power and other damage leave, and what `--resume` makes of it: the same bytes, or a refusal.
@Suite struct PowerLossTests {
  private typealias Job = ResumptionTests.Job

  /// A clock that goes on with each look at it, so that rows are put on the disk every other batch.
  static func clock() -> RowClock {
    let looks = Mutex(0)
    let now: @Sendable () -> Duration = {
      looks.withLock { looks in
        looks += 1
        return .milliseconds(looks) + .seconds(looks / 4 * 10)
      }
    }
    return RowClock(now: now, pause: { _ in })
  }

  /// All changes of runs that were stopped after so many batches, and of the last one, which was not.
  private static func changes(_ format: String, stops: [Int]) async throws -> [FileChange] {
    let folder = try TemporaryFolder()
    let job = Job(folder: folder, format: format, clock: clock())
    let recorder = Recorder<FileChange>()
    let observer: @Sendable (FileChange) -> Void = { recorder.record($0.relative(to: folder.path)) }
    try await FileChange.$observer.withValue(observer) {
      for (run, batches) in stops.enumerated() {
        try await job.run(run == 0 ? .fresh : .resumed, batches: batches)
      }
      try await job.run(stops.isEmpty ? .fresh : .resumed)
    }
    return recorder.entries
  }

  /// A thousand times the power goes; no row is lost, doubled or torn.
  @Test(arguments: ["jsonl", "csv", "npy"], [[], [2], [1, 2]] as [[Int]])
  func noLossOfPowerCostsARow(_ format: String, _ stops: [Int]) async throws {
    let reference = try await ResumptionTests.reference(format)
    let changes = try await Self.changes(format, stops: stops)
    let synchronized = changes.filter { $0 == .synchronized(path: "out.partial") }
    #expect(synchronized.count > 2)
    var disk = ForgetfulDisk()
    var random = SplitMix64(seed: UInt64(stops.count))
    for count in 0...changes.count {
      if count > 0 { disk.take(changes[count - 1]) }
      for _ in 0..<4 {
        let job = Job(folder: try TemporaryFolder(), format: format)
        for (name, bytes) in disk.left(&random) { try job.folder.write(bytes, to: name) }
        try await job.run(.resumed)
        #expect(job.results == reference, "\(count) of \(changes.count) changes")
        #expect(try !job.folder.names().contains { $0.contains("partial") || $0.contains("progress") })
      }
    }
  }

  /// Damage that no record has seen coming: blocks of zeros and of garbage, and ends that are cut off.
  @Test(arguments: ["jsonl", "csv", "npy"], [nil, 0, 0xFF] as [UInt8?])
  func noDamageOfTheRowsGoesUnseen(_ format: String, _ filling: UInt8?) async throws {
    let reference = try await ResumptionTests.reference(format)
    let begun = Job(folder: try TemporaryFolder(), format: format, clock: Self.clock())
    try await begun.run(.fresh, batches: 3)
    for name in ["out.partial", "errors"] + (format == "npy" ? ["out.ids.partial"] : []) {
      let whole = try begun.folder.bytes(of: name)
      var (mended, refused) = (0, 0)
      for start in whole.indices {
        var bytes = whole
        if let filling {
          for index in start..<min(start + 8, bytes.count) { bytes[index] = filling }
        } else {
          bytes.removeLast(bytes.count - start)
        }
        let job = try begun.copied(replacing: name, with: bytes)
        do {
          try await job.run(.resumed)
          #expect(job.results == reference, "\(name) at \(start)")
          mended += 1
        } catch let failure as ResumptionFailure {
          let path = "\(job.folder.path)/\(name)"
          #expect([.damaged(path: path), .altered(path: path)].contains(failure))
          #expect(job.folder.bytes(name) == bytes)
          refused += 1
        }
      }
      // Behind what is on the disk it is mended.
      #expect(mended > 0 && (refused > 0 || format == "npy"), "\(name): \(mended) mended, \(refused) refused")
    }
  }

  @Test(arguments: ["jsonl", "npy"])
  func aRecordThatIsGoneOrDamagedIsNamed(_ format: String) async throws {
    let begun = Job(folder: try TemporaryFolder(), format: format)
    try await begun.run(.fresh, batches: 3)
    let record = try begun.folder.bytes(of: "out.progress")
    let damages: [[UInt8]?] = [
      nil, [], Array("garbage\n".utf8), [UInt8](repeating: 0, count: record.count),
      Array(record.prefix(RecordFile(options: begun.options).header.count)),
    ]
    for bytes in damages {
      let job = try begun.copied(replacing: "out.progress", with: bytes)
      await #expect(
        throws: ResumptionFailure.withoutRecord(path: job.paths.partial, record: job.paths.record)
      ) { try await job.run(.resumed) }
      #expect(job.folder.bytes("out.partial") == begun.folder.bytes("out.partial"))
    }
  }

  /// A job that was left with the rows of so many batches, and the record of another number of them.
  private static func job(_ format: String, rowsOf rows: Int, recordOf record: Int) async throws -> Job {
    var jobs: [Job] = []
    for batches in [rows, record] {
      jobs.append(Job(folder: try TemporaryFolder(), format: format))
      try await jobs.last?.run(.fresh, batches: batches)
    }
    return try jobs[0].copied(replacing: "out.progress", with: jobs[1].folder.bytes("out.progress"))
  }

  @Test(arguments: ["jsonl", "csv", "npy"], 1...3)
  func aRecordOlderThanTheRowsIsEnough(_ format: String, _ batches: Int) async throws {
    let job = try await Self.job(format, rowsOf: 4, recordOf: batches)
    try await job.run(.resumed)
    #expect(job.results == (try await ResumptionTests.reference(format)))
  }

  @Test(arguments: ["jsonl", "csv", "npy"], 1...3)
  func aRecordNewerThanTheRowsIsNotBelieved(_ format: String, _ batches: Int) async throws {
    let job = try await Self.job(format, rowsOf: batches, recordOf: 4)
    do {
      try await job.run(.resumed)
      #expect(job.results == (try await ResumptionTests.reference(format)))
    } catch let failure as ResumptionFailure {
      guard case .damaged = failure else { throw failure }
    }
  }

  @Test func puttingRowsOnTheDiskTakesLessThanAFiftiethOfTheTime() {
    var rhythm = SyncRhythm()
    var (now, spent) = (Duration.zero, Duration.zero)
    for milliseconds in [1, 5, 30, 400, 2000, 3] {
      while !rhythm.isDue(at: now) { now += .milliseconds(10) }
      now += .milliseconds(milliseconds)
      spent += .milliseconds(milliseconds)
      rhythm.finish(at: now, after: .milliseconds(milliseconds))
    }
    while !rhythm.isDue(at: now) { now += .milliseconds(10) }
    #expect(spent * 50 < now)
  }
}

extension ResumptionTests.Job {
  /// The same files in another folder, but for one.
  fileprivate func copied(replacing name: String, with bytes: [UInt8]?) throws -> Self {
    let copy = Self(folder: try TemporaryFolder(), format: format, options: options, hasErrors: hasErrors)
    for file in try folder.names() where file != name {
      try copy.folder.write(folder.bytes(of: file), to: file)
    }
    if let bytes { try copy.folder.write(bytes, to: name) }
    return copy
  }
}

extension FileChange {
  /// With paths from the folder on.
  fileprivate func relative(to folder: String) -> FileChange {
    func name(_ path: String) -> String { String(path.dropFirst(folder.utf8.count + 1)) }
    return switch self {
    case .opened(let path): .opened(path: name(path))
    case .wrote(let path, let offset, let bytes): .wrote(path: name(path), offset: offset, bytes: bytes)
    case .cut(let path, let length): .cut(path: name(path), length: length)
    case .synchronized(let path) where path == folder + "/": .synchronized(path: "/")
    case .synchronized(let path): .synchronized(path: name(path))
    case .renamed(let path, let other): .renamed(path: name(path), to: name(other))
    case .removed(let path): .removed(path: name(path))
    }
  }
}
