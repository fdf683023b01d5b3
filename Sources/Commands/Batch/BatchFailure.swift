import CommandTree
import ModelsAPI

/// What can go wrong with jobs, beside their requests.
enum BatchFailure: Error {
  /// Options that say what to read are missing.
  case missingSource([String])
  /// Asking for one of several jobs went wrong.
  case trouble(BatchJob.ID, any Error)
  case failedJobs(failed: Int, of: Int)
  /// `trouble`: why the service did not answer the last question, if it did not.
  case waitRanOut(running: Int, of: Int, trouble: (any Error)?)
}

extension ConnectionOptions {
  /// - Throws: what makes a question about jobs impossible.
  func checkQuestion(about jobs: [String], _ command: String) throws {
    guard !jobs.isEmpty else {
      throw UsageError.missingOperand("JOB", command: ["sfmodels", "batch", command])
    }
    guard request == nil else {
      throw CommandFailure.unusableOption("--request", reason: "asking for a job sends no body")
    }
  }
}
