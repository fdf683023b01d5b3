import ModelsAPI
import RowEngine
import Wire

/// Writes the service's receipts as JSON Lines, each under its row's id; nothing where nobody asked for them.
struct ReceiptSink: RowSink {
  let isSilent: Bool

  mutating func write(_ row: FinishedRow<Feedback, FeedbackReceipt>, to output: inout RowBytes) throws {
    guard !isSilent, case .success(let receipt) = row.result, case .success(let feedback) = row.item.content
    else { return }
    var object: JSONObject = [
      "id": row.item.id, "generation_id": .string(feedback.generationID),
      "feedback_id": .string(feedback.id),
    ]
    object.merge(receipt.json)
    output.rows += JSONValue.object(object).bytes + [UInt8(ascii: "\n")]
  }
}

extension FeedbackReceipt {
  var json: JSONObject {
    var object: JSONObject = [:]
    object.set("message", message.map { .string($0) })
    object.set("request_id", requestID.map { .string($0) })
    return object
  }
}
