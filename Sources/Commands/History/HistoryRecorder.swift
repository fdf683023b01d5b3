import FileSystem
import FoundationEssentials
import Glibc
import Ledger
import ModelsAPI
import Wire

/// Keeps what was asked and answered: never a reason to wait or to fail, and trouble with it is one warning.
struct HistoryRecorder: Sendable {
  let profile: String
  /// Whether texts are kept, too.
  let keepsTexts: Bool
  let now: @Sendable () -> Date
  private let folder: String
  private let writer: LedgerWriter
  private let losses: LossWarning
  private let notes: Notes

  /// `nil` where nothing is kept; nothing is touched yet.
  ///
  /// - Parameter limit: for how long other processes are waited for.
  init?(
    _ options: ConnectionOptions, in context: Context, _ notes: Notes, limit: Duration = .milliseconds(4)
  ) throws {
    let setting = try options.history(in: context)
    guard setting != .off, let directories = context.directories else { return nil }
    folder = directories.state
    profile = options.account.profile
    keepsTexts = setting == .on
    now = context.now
    losses = context.losses
    self.notes = notes
    writer = LedgerWriter(at: directories.ledger, limit: limit)
  }

  /// Begins to open the ledger, while the answer is on its way.
  func begin() { writer.begin() }

  /// An entry of this moment, without anything in it yet.
  func entry(of command: String) -> LedgerEntry {
    LedgerEntry(time: now().milliseconds, command: command, profile: profile)
  }

  /// - Returns: what is known of the conversation afterwards; `nil` where nothing could be kept.
  @discardableResult
  func keep(_ record: LedgerRecord) -> LedgerWriter.Outcome? {
    do throws(LedgerFailure) {
      let outcome = try writer.write(keepsTexts ? record : record.withoutTexts)
      if case .waiting(let failure?) = outcome {
        warn(failure, "what is asked and answered waits beside the ledger: \(Self.reason(failure))")
      }
      return outcome
    } catch {
      let reason = Self.reason(error)
      warn(
        error,
        record.conversation == nil ? "what is asked and answered is not kept: \(reason)" : Self.loss(reason))
      return nil
    }
  }

  /// Makes the ledger's folder; where that cannot be, a conversation will be lost.
  func expectLosses() {
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(folder)
    } catch {
      losses.expect(Self.loss("'\(folder)' \(error.words)"), for: LossWarning.Cause(error))
    }
  }

  static func loss(_ reason: String) -> String { "the conversation is not kept: \(reason)" }

  private static func reason(_ failure: LedgerFailure) -> String { FailureReport(failure).message }

  private func warn(_ failure: LedgerFailure, _ words: String) {
    losses.once(LossWarning.Cause(failure), words, notes.warn)
  }
}

extension ConnectionOptions {
  /// Who keeps what is asked; `nil` where nothing is kept, or nothing asked.
  func recorder(in context: Context, _ notes: Notes) throws -> HistoryRecorder? {
    dryRun ? nil : try HistoryRecorder(self, in: context, notes)
  }
}

extension LedgerRecord {
  fileprivate var withoutTexts: LedgerRecord {
    var record = self
    record.conversation = nil
    for index in entries.indices {
      record.entries[index].texts = nil
      record.entries[index].conversation = nil
      record.entries[index].parent = nil
    }
    return record
  }
}

extension Date {
  /// Since 1970, UTC.
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}

extension LossWarning.Cause {
  init(_ failure: LedgerFailure) {
    switch failure {
    case .file(_, let problem): self.init(problem)
    case .full: self = .system(ENOSPC)
    case .busy, .logInUse, .damaged, .newer, .refused: self = .unfit
    }
  }
}

extension LedgerEntry {
  /// Takes down what came back.
  ///
  /// - Parameter model: the one that was asked.
  mutating func take(_ reply: Reply, of model: ModelName) {
    self.model = model.text
    answeringModel = reply.answeringModel
    generation = reply.generations.first?.id
    usage = LedgerUsage(reply.usage)
  }
}

extension LedgerUsage {
  init(_ usage: Usage?) {
    self.init(
      input: usage?.inputTokens?.value, output: usage?.outputTokens?.value,
      cached: usage?.cachedTokens?.value, reasoning: usage?.reasoningTokens?.value)
  }
}
