import CommandTree
import ModelsAPI
import Wire

/// Says how far jobs are.
struct BatchStatus: CallingCommand {
  var jobs: [String] = []
  var json = false
  var connection = ConnectionOptions(for: .batches)

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "status", "See how far jobs are.",
      discussion: """
        Prints a line for each job: its id, its status, when it started and ended, and what went wrong with it. The \
        exit status says whether the jobs could be asked for, not how they are; `batch wait` tells that.
        """,
      examples: [
        Example("sfmodels batch status 0199c82c-c000-8008-8002-dfc98f5c6ab2", "Ask for a job.")
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.jobs, "JOB", help: "A job's id, as batch submit prints it."),
      .flag(\.json, "json", help: "Print an object for each job."),
      .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    try connection.checkQuestion(about: jobs, "status")
    let options = connection.using(.batches, in: context)
    guard !options.dryRun else {
      let dryRun = try DryRun(options, in: context)
      for job in jobs { try dryRun.describe(statusOf: BatchJob.ID(job)) }
      return
    }
    let connection = try Connection(options, in: context) { $0.limits(of: .batches) }
    var troubles: [any Error] = []
    for id in jobs.map({ BatchJob.ID($0) }) {
      do {
        let job = try await connection.models.status(of: id)
        try context.output.line(job.report(asJSON: json))
      } catch {
        guard RetriesExhausted.lastFailure(of: error) is ModelsFailure else { throw error }
        troubles.append(BatchFailure.trouble(id, error))
      }
    }
    for trouble in troubles.dropLast() {
      connection.notes.remark(FailureReport(trouble, hiding: context.redaction).text)
    }
    if let last = troubles.last { throw last }
  }
}
