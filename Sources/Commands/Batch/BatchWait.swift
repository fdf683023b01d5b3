import CommandTree
import ModelsAPI

/// Waits for the end of jobs.
struct BatchWait: CallingCommand {
  var jobs: [String] = []
  var interval: Duration?
  var maxWait: Duration?
  var json = false
  var connection = ConnectionOptions(for: .batches)

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "wait", "Wait until jobs have ended.",
      discussion: """
        Asks for the jobs again and again, at first every two seconds and then more and more seldom up to once a \
        minute, and prints a line for each job when it has ended. A service that cannot be reached, is busy or fails \
        is asked again too.

        The exit status is 0 when all jobs succeeded, 1 when one failed, and 5 when the wait ran out before.
        """,
      examples: [
        Example(
          "sfmodels batch wait 0199c82c-c000-8008-8002-dfc98f5c6ab2 --max-wait 2h", "Wait at most two hours.")
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.jobs, "JOB", help: "A job's id, as batch submit prints it."),
      .option(
        \.interval, "interval", value: "DURATION", help: "How long to pause before asking again, each time."),
      .option(
        \.maxWait, "max-wait", value: "DURATION", help: "How long to wait at most; no limit by default."),
      .flag(\.json, "json", help: "Print an object for each job."),
      .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    try connection.checkQuestion(about: jobs, "wait")
    let (options, jobs) = (patientConnection(context), jobs.unique)
    guard !options.dryRun else {
      let dryRun = try DryRun(options, in: context)
      for job in jobs { try dryRun.describe(statusOf: job) }
      return
    }
    let connection = try Connection(options, in: context) { $0.limits(of: .batches) }
    let print: (BatchJob) throws -> Void = { job in
      try context.output.line(job.report(asJSON: json))
    }
    var poller = JobPoller(jobs, connection, in: context, isQuiet: self.connection.network.quiet)
    try await poller.wait(PollingBackoff(interval), atMost: maxWait, print)
  }

  /// Asking again is this command's own business, and no question may outlast the wait.
  private func patientConnection(_ context: Context) -> ConnectionOptions {
    var options = connection.using(.batches, in: context)
    if context.origins["retries"] == nil { options.network.retries = RetryCount(0) }
    if let maxWait {
      options.network.maxTime = min(options.network.maxTime ?? maxWait, max(maxWait, .seconds(1)))
    }
    return options
  }
}

extension [String] {
  /// A job that is named twice is asked for once.
  fileprivate var unique: [BatchJob.ID] {
    map { BatchJob.ID($0) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
