import FoundationEssentials

/// Answers as the documents show them.
enum Documents {
  static let token = "POST /services/oauth2/token"
  static let revoke = "POST /services/oauth2/revoke"
  static let userInfo = "GET /services/oauth2/userinfo"
  static let generations =
    "POST /einstein/platform/v1/models/sfdc_ai__DefaultOpenAIGPT4OmniMini/generations"
  static let chat =
    "POST /einstein/platform/v1/models/sfdc_ai__DefaultOpenAIGPT4OmniMini/chat-generations"
  static let embeddings =
    "POST /einstein/platform/v1/models/sfdc_ai__DefaultOpenAITextEmbeddingAda_002/embeddings"
  static let feedback = "POST /einstein/platform/v1/feedback"

  static let secret = "5ecret-of-the-app"

  /// A JSON Web Token that nobody has signed.
  static func webToken(livingFor seconds: Int = 1800, subject: String = "005xx") -> String {
    let now = Int(Date().timeIntervalSince1970)
    let head = #"{"tnk":"core/prod/00Dxx0000001gERMAA","ver":"1.0","typ":"JWT","alg":"RS256"}"#
    // Four minutes ahead: a test may wait for its turn longer than clocks may differ.
    let claims =
      #"{"scp":"sfap_api api","sub":"uid:\#(subject)","iat":\#(now + seconds - 1560),"exp":\#(now + seconds)}"#
    return "\(base64URL(head)).\(base64URL(claims)).c2lnbmF0dXJl"
  }

  static func tokenAnswer(_ token: String = webToken()) -> Turn {
    .answer(
      200,
      """
      {"access_token":"\(token)","signature":"abc=","token_format":"jwt","scope":"sfap_api api",\
      "instance_url":"https://acme.my.salesforce.com","id":"https://login.salesforce.com/id/00Dxx/005xx",\
      "token_type":"Bearer","issued_at":"1736530186928","api_instance_url":"https://api.salesforce.com"}
      """)
  }

  static let generationBody = """
    {"id":"chatcmpl-9XTNy","generation":{"id":"333127bd-2d5d-41e8-9781-59a1a18ed69f",\
    "generatedText":"Once upon a time.","contentQuality":{"scanToxicity":{"isDetected":false,"categories":[\
    {"categoryName":"identity","score":2.0e-5},{"categoryName":"hate","score":0.25}]}},\
    "parameters":{"finish_reason":"stop","index":0,"logprobs":null}},"moreGenerations":null,"prompt":null,\
    "parameters":{"created":1712258359,"model":"gpt-4o-mini-2024-07-18","usage":{"completion_tokens":5,\
    "prompt_tokens":7,"total_tokens":12},"system_fingerprint":null,"object":"chat.completion"}}
    """

  static let generation = Turn.answer(200, generationBody)

  static func error(_ status: Int, _ code: String, _ message: String, headers: [String] = []) -> Turn {
    .answer(
      status, #"{"errorCode":"\#(code)","messageCode":"E12345","message":"\#(message)"}"#, headers: headers)
  }

  /// As many vectors as a request of so many texts wants.
  static func embeddings(_ count: Int) -> Turn {
    let vectors = (0..<count).map { #"{"embedding":[0.\#($0 + 1),1.0e-5,-0.250],"index":\#($0)}"# }
    return .answer(
      200,
      #"{"embeddings":[\#(vectors.joined(separator: ","))],"parameters":{"usage":{"prompt_tokens":11,"total_tokens":11},"model":"text-embedding-ada-002-v2","object":"list"}}"#
    )
  }

  static let thanks = Turn.answer(202, #"{"message":"Feedback received, Thank you!"}"#)

  private static func base64URL(_ text: String) -> String {
    Data(text.utf8).base64EncodedString().filter { $0 != "=" }
      .map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined()
  }
}
