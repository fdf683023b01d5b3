import HTTPTypes
import Wire

extension LLMGateway {
  /// `POST /batch/embeddings`: 202; sent twice it would be two jobs.
  package func submit(_ request: BatchRequest) -> Operation<BatchJob>? {
    var body: JSONObject = [
      "data_source": .object(request.source.gateway), "model": .string(request.model.text),
    ]
    body.set("enable_pii_masking", request.masksPersonalData.map { .bool($0) })
    body.set("localization", request.localization.map { .object($0.gateway) })
    if !request.parameters.members.isEmpty { body["parameters"] = .object(request.parameters) }
    body.merge(request.extraFields)
    return Operation(
      "/batch/embeddings", model: request.model, headers: headers, json: body, isRepeatable: false
    ) { head, body in try BatchJob(head, body, asked: nil) }
  }

  /// `GET /batch/{jobId}`.
  package func status(of job: BatchJob.ID) -> Operation<BatchJob>? {
    Operation(asking: "/batch/\(PercentEncoding.encodePathSegment(job.text))", headers: headers) {
      head, body in
      try BatchJob(head, body, asked: job)
    }
  }
}

extension BatchRequest.Source {
  fileprivate var gateway: JSONObject {
    var object: JSONObject = ["type": .string(type), "uri": .string(uri)]
    object.set("format", format.map { .string($0) })
    if !options.members.isEmpty { object["options"] = .object(options) }
    return object
  }
}

extension BatchJob {
  /// - Parameter asked: which job was asked for; an answer need not repeat it.
  fileprivate init(_ head: HTTPResponse, _ body: [UInt8], asked: ID?) throws {
    let json = try parseAnswer(body, requestID: head.requestID)
    let told = (json["jobId"] ?? json["job_id"] ?? json["id"])?.string.map { ID($0) }
    guard let id = told ?? asked else {
      throw ModelsFailure.otherShape(missing: "jobId", requestID: head.requestID)
    }
    guard asked == nil || json["status"]?.string != nil else {
      throw ModelsFailure.otherShape(missing: "status", requestID: head.requestID)
    }
    self.init(
      id: id, status: json["status"]?.string.map { Status($0) },
      startTime: (json["startTime"] ?? json["start_time"])?.string,
      endTime: (json["endTime"] ?? json["end_time"])?.string,
      error: json["error"].map { $0.string ?? $0.text }, requestID: head.requestID, body: body)
  }
}
