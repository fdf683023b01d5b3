import ModelsAPI
import Testing
import Wire

@testable import CompatibleServer

struct ChatCompletionRequestTests {
  private static func read(_ json: String) throws -> ChatCompletionRequest {
    let object = try #require(try JSONValue(decoding: json).object)
    return try ChatCompletionRequest(object, .sample)
  }

  private static let hi = #""messages":[{"role":"user","content":"hi"}]"#

  private static func sample(_ change: (inout ChatRequest) -> Void) -> ChatRequest {
    var request = ChatRequest(model: "sfdc_ai__DefaultGPT4Omni", .messages([Message(.user, "hi")]))
    change(&request)
    return request
  }

  private static let weather = Tool.function(
    ToolFunction("get_weather", description: "d", parameters: ["type": "object"], isStrict: true))
  private static let weatherJSON = """
    "tools":[{"type":"function","function":{"name":"get_weather","description":"d",\
    "parameters":{"type":"object"},"strict":true}}]
    """

  @Test(arguments: [
    ("", sample { _ in }),
    (
      #","temperature":0.7,"top_p":1,"max_tokens":1000"#,
      sample {
        $0.settings.temperature = 0.7
        $0.settings.topP = 1
        $0.settings.maximumTokens = 1000
      }
    ),
    (#","max_tokens":1,"max_completion_tokens":2"#, sample { $0.settings.maximumTokens = 2 }),
    (
      #","n":2,"seed":7,"frequency_penalty":-1.5,"presence_penalty":2"#,
      sample {
        $0.settings.numberOfGenerations = 2
        $0.settings.seed = 7
        $0.settings.frequencyPenalty = -1.5
        $0.settings.presencePenalty = 2
      }
    ),
    (#","stop":"END""#, sample { $0.settings.stopSequences = ["END"] }),
    (#","stop":["a","b"]"#, sample { $0.settings.stopSequences = ["a", "b"] }),
    (#","stop":null,"temperature":null,"tools":null,"n":null"#, sample { _ in }),
    (#","functions":[],"modalities":[],"audio":null,"top_logprobs":0"#, sample { _ in }),
    (#","logprobs":true,"top_logprobs":3"#, sample { $0.settings.logProbabilities = 3 }),
    (#","logprobs":true"#, sample { $0.settings.logProbabilities = 0 }),
    (#","logprobs":false"#, sample { _ in }),
    (#","response_format":{"type":"text"}"#, sample { _ in }),
    (#","response_format":{"type":"json_object"}"#, sample { $0.settings.responseFormat = .jsonObject }),
    (
      #","response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"a":1}}}"#,
      sample { $0.settings.responseFormat = .jsonSchema(name: "n", schema: ["a": 1], isStrict: true) }
    ),
    (#","modalities":["text"],"web_search_options":{}"#, sample { $0.settings.searchesWeb = true }),
    (",\(weatherJSON)", sample { $0.tools = [weather] }),
    (
      #",\#(weatherJSON),"tool_choice":"auto""#,
      sample {
        $0.tools = [weather]
        $0.toolChoice = ToolChoice(.auto)
      }
    ),
    (
      #",\#(weatherJSON),"tool_choice":"none""#,
      sample {
        $0.tools = [weather]
        $0.toolChoice = ToolChoice(.none)
      }
    ),
    (
      #",\#(weatherJSON),"tool_choice":"required","parallel_tool_calls":false"#,
      sample {
        $0.tools = [weather]
        $0.toolChoice = ToolChoice(.any, allowsParallelCalls: false)
      }
    ),
    (
      #",\#(weatherJSON),"parallel_tool_calls":true"#,
      sample {
        $0.tools = [weather]
        $0.toolChoice = ToolChoice(.auto, allowsParallelCalls: true)
      }
    ),
    (
      #",\#(weatherJSON),"tool_choice":{"type":"function","function":{"name":"get_weather"}}"#,
      sample {
        $0.tools = [weather]
        $0.toolChoice = ToolChoice(.tool, allowed: ["get_weather"])
      }
    ),
    (
      #",\#(weatherJSON),"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"get_weather"}}]}}"#,
      sample {
        $0.tools = [weather]
        $0.toolChoice = ToolChoice(.any, allowed: ["get_weather"])
      }
    ),
    (#","tool_choice":"auto","tools":[],"parallel_tool_calls":true"#, sample { _ in }),
  ])
  func settingsAreUnderstood(_ more: String, as expected: ChatRequest) throws {
    #expect(try Self.read("{\"model\":\"gpt-4o\",\(Self.hi)\(more)}").chats == [expected])
  }

  @Test(arguments: [
    (#"{"role":"system","content":"s"}"#, Message(.system, "s")),
    (#"{"role":"developer","content":"s"}"#, Message(.system, "s")),
    (#"{"role":"user","name":"ann","content":""}"#, Message(.user, parts: [.text("")], name: "ann")),
    (
      #"{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}"#,
      Message(.user, parts: [.text("a"), .text("b")])
    ),
    (
      #"{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}}]}"#,
      Message(.user, parts: [.image(url: "https://x/y.png")])
    ),
    (
      #"{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"QUI=","format":"mp3"}}]}"#,
      Message(.user, parts: [.audio(url: "data:audio/mp3;base64,QUI=")])
    ),
    (
      #"{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}"#,
      Message(.user, parts: [.other(["type": "file", "file": ["file_id": "f"]])])
    ),
    (#"{"role":"assistant","content":"a"}"#, Message(.assistant, "a")),
    (#"{"role":"assistant","content":null,"refusal":"no"}"#, Message(.assistant, "no")),
    (
      #"{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]}"#,
      Message(.assistant, parts: [], toolCalls: [ToolCall(id: "c", name: "f", arguments: #"{"x":1}"#)])
    ),
    (
      #"{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":""}},{"id":"d","function":{"name":"g"}},{"id":"e","function":{"name":"h","arguments":" \n"}},{"id":"i","function":{"name":"j","arguments":"null"}}]}"#,
      Message(
        .assistant, parts: [],
        toolCalls: [("c", "f"), ("d", "g"), ("e", "h"), ("i", "j")].map {
          ToolCall(id: $0, name: $1, arguments: "{}")
        })
    ),
    (
      #"{"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"42"}]}"#,
      Message(.tool, parts: [.text("42")], toolCallID: "c")
    ),
  ])
  func messagesAreUnderstood(_ json: String, as expected: Message) throws {
    let request = try Self.read("{\"model\":\"gpt-4o\",\"messages\":[\(json)]}")
    #expect(request.chats[0].input == .messages([expected]))
  }

  @Test(arguments: [
    (#""user":"u","metadata":{"a":"b"},"store":true,"service_tier":"auto","prompt_cache_key":"k""#, []),
    (#""safety_identifier":"s","prediction":{"type":"content"},"logit_bias":null"#, []),
    (#""logit_bias":{},"reasoning_effort":null,"prediction":{},"unknown":[]"#, []),
    (
      #""logit_bias":{"50256":-100},"reasoning_effort":"low","verbosity":"low""#,
      ["logit_bias", "reasoning_effort", "verbosity"]
    ),
    (#""top_k":5,"a\r\nb: c":1,"x,y":2,"é":3"#, ["top_k"]),
  ])
  func settingsAreHeededOrNamed(_ more: String, ignored: [String]) throws {
    #expect(try Self.read("{\"model\":\"gpt-4o\",\(Self.hi),\(more)}").ignored == ignored)
  }

  @Test func whereNoModelIsNamedTheServersOwnAnswers() throws {
    let request = try Self.read("{\(Self.hi)}")
    #expect(request.model == "sfdc_ai__DefaultOpenAIGPT4OmniMini")
    #expect(request.chats.map(\.model) == ["sfdc_ai__DefaultOpenAIGPT4OmniMini"])
  }

  @Test(
    arguments: [
      (#"{}"#, "Missing required parameter: 'messages'.", "messages"),
      (
        #"{"model":"m",\#(hi),"temperature":2.5}"#, "Invalid 'temperature': must be from 0.0 to 2.0.",
        "temperature"
      ),
      (
        #"{"model":"m",\#(hi),"temperature":-1}"#, "Invalid 'temperature': must be from 0.0 to 2.0.",
        "temperature"
      ),
      (#"{"model":"m"}"#, "Missing required parameter: 'messages'.", "messages"),
      (#"{"model":5,"messages":[]}"#, "Invalid type for 'model': expected a string.", "model"),
      (
        #"{"model":"m","messages":[]}"#, "Invalid value for 'messages': at least one message is needed.",
        "messages"
      ),
      (#"{"model":"m","messages":"x"}"#, "Invalid type for 'messages': expected an array.", "messages"),
      (
        #"{"model":"m","messages":[1]}"#, "Invalid type for 'messages[0]': expected an object.", "messages[0]"
      ),
      (
        #"{"model":"m","messages":[{"content":"x"}]}"#, "Missing required parameter: 'messages[0].role'.",
        "messages[0].role"
      ),
      (
        #"{"model":"m","messages":[{"role":"user"}]}"#, "Missing required parameter: 'messages[0].content'.",
        "messages[0].content"
      ),
      (
        #"{"model":"m","messages":[{"role":"tool","content":"x"}]}"#,
        "Missing required parameter: 'messages[0].tool_call_id'.", "messages[0].tool_call_id"
      ),
      (
        #"{"model":"m","messages":[{"role":"bot","content":"x"}]}"#,
        "Invalid value for 'messages[0].role': 'bot' is none of 'system', 'developer', 'user', 'assistant' and 'tool'.",
        "messages[0].role"
      ),
      (
        #"{"model":"m","messages":[{"role":"function","name":"f","content":"x"}]}"#,
        "Invalid value for 'messages[0].role': 'function' has been replaced by 'tool'.", "messages[0].role"
      ),
      (
        #"{"model":"m","messages":[{"role":"user","content":[{"type":"video"}]}]}"#,
        "Invalid value for 'messages[0].content[0].type': 'video' is none of 'text', 'image_url', 'input_audio', 'file' and 'refusal'.",
        "messages[0].content[0].type"
      ),
      (
        #"{"model":"m","messages":[{"role":"user","content":5}]}"#,
        "Invalid type for 'messages[0].content': expected a string or an array of parts.",
        "messages[0].content"
      ),
      (#"{"model":"m",\#(hi),"n":0}"#, "Invalid 'n': must be at least 1.", "n"),
      (#"{"model":"m",\#(hi),"n":1.5}"#, "Invalid type for 'n': expected an integer.", "n"),
      (#"{"model":"m",\#(hi),"max_tokens":0}"#, "Invalid 'max_tokens': must be at least 1.", "max_tokens"),
      (
        #"{"model":"m",\#(hi),"temperature":"hot"}"#, "Invalid type for 'temperature': expected a number.",
        "temperature"
      ),
      (
        #"{"model":"m",\#(hi),"stop":[1]}"#,
        "Invalid type for 'stop': expected a string or an array of strings.",
        "stop"
      ),
      (#"{"model":"m",\#(hi),"stream":"yes"}"#, "Invalid type for 'stream': expected a boolean.", "stream"),
      (
        #"{"model":"m",\#(hi),"top_logprobs":1}"#,
        "Invalid value for 'top_logprobs': 'logprobs' must be true for it.", "top_logprobs"
      ),
      (
        #"{"model":"m",\#(hi),"functions":[{"name":"f"}]}"#,
        "'functions' has been replaced by 'tools' and 'tool_choice'.", "functions"
      ),
      (
        #"{"model":"m",\#(hi),"tool_choice":"required"}"#,
        "Invalid value for 'tool_choice': it is only allowed with 'tools'.", "tool_choice"
      ),
      (
        #"{"model":"m",\#(hi),"tool_choice":"maybe"}"#,
        "Invalid value for 'tool_choice': 'maybe' is none of 'auto', 'none' and 'required'.", "tool_choice"
      ),
      (
        #"{"model":"m",\#(hi),"tools":[{"type":"custom","custom":{"name":"x"}}]}"#,
        "Invalid value for 'tools[0].type': only 'function' is supported.", "tools[0].type"
      ),
      (
        #"{"model":"m",\#(hi),"tools":[{"type":"function","function":{}}]}"#,
        "Missing required parameter: 'tools[0].function.name'.", "tools[0].function.name"
      ),
      (
        #"{"model":"m",\#(hi),"response_format":{"type":"xml"}}"#,
        "Invalid value for 'response_format.type': 'xml' is none of 'text', 'json_object' and 'json_schema'.",
        "response_format.type"
      ),
      (
        #"{"model":"m",\#(hi),"response_format":{"type":"json_schema","json_schema":{"name":"n"}}}"#,
        "Missing required parameter: 'response_format.json_schema.schema'.",
        "response_format.json_schema.schema"
      ),
      (
        #"{"model":"m",\#(hi),"modalities":["audio"]}"#,
        "Not supported by the model's API: 'modalities'. Answers are text.", "modalities"
      ),
      ("[1]", "The body must be a JSON object.", nil),
      ("{\"model\":", "The body is not valid JSON: the text ends early at byte 9.", nil),
      ("", "The body is not valid JSON: the text ends early at byte 0.", nil),
    ] as [(String, String, String?)])
  func whatIsWrongIsSaid(_ body: String, _ message: String, _ parameter: String?) async throws {
    let answer = try await CompatibleServer.alone().post("/v1/chat/completions", body)
    #expect(answer.status == 400)
    #expect(answer.fields["content-type"] == "application/json")
    let error = answer.json?["error"]
    #expect(error?["message"]?.string == message)
    #expect(error?["type"] == "invalid_request_error")
    #expect(error?["param"]?.string == parameter)
  }
}
