/// Answers as models write them, for the tables of what is a call and what is text.
enum ModelAnswer {
  static let calls: [(String, [String])] = [
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "Rome"}}]}"#,
      [#"get_weather {"city":"Rome"}"#]
    ),
    (
      #"{"tool_calls":[{"name":"get_weather","arguments":{"city":"Rome"}}]}"#,
      [#"get_weather {"city":"Rome"}"#]
    ),
    (
      #"{"tool_calls": [{"arguments": {"city": "Rome"}, "name": "get_weather"}]}"#,
      [#"get_weather {"city":"Rome"}"#]
    ),
    (#"{"tool_calls": [{"name": "now", "arguments": {}}]}"#, ["now {}"]),
    ("\n\n  {\"tool_calls\": [{\"name\": \"now\", \"arguments\": {}}]}\n", ["now {}"]),
    ("\r\n{\"tool_calls\": [\r\n{\"name\": \"now\", \"arguments\": {}}]}\r\n", ["now {}"]),
    ("\t{\"tool_calls\":\t[{\"name\":\t\"now\",\t\"arguments\":\t{}}]}", ["now {}"]),
    (
      """
      {
        "tool_calls": [
          {
            "name": "search",
            "arguments": {
              "query": "swift concurrency",
              "limit": 5
            }
          }
        ]
      }
      """, [#"search {"query":"swift concurrency","limit":5}"#]
    ),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "Rome"}}, {"name": "get_weather", "arguments": {"city": "Oslo"}}]}"#,
      [#"get_weather {"city":"Rome"}"#, #"get_weather {"city":"Oslo"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "now", "arguments": {}}, {"name": "run", "arguments": {"command": "ls -la"}}, {"name": "search", "arguments": {"query": "x"}}]}"#,
      ["now {}", #"run {"command":"ls -la"}"#, #"search {"query":"x"}"#]
    ),
    (#"{"text": "Let me look.", "tool_calls": [{"name": "now", "arguments": {}}]}"#, ["now {}"]),
    (#"{"tool_calls": [{"name": "now", "arguments": {}}], "text": "Let me look."}"#, ["now {}"]),
    (#"{"text": null, "tool_calls": [{"name": "now", "arguments": {}}]}"#, ["now {}"]),
    (#"{"text": "", "tool_calls": [{"name": "now", "arguments": {}}]}"#, ["now {}"]),
    (
      #"{"text": "Ich sehe nach …", "tool_calls": [{"name": "get_weather", "arguments": {"city": "Köln"}}]}"#,
      [#"get_weather {"city":"Köln"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "東京", "unit": "celsius"}}]}"#,
      [#"get_weather {"city":"東京","unit":"celsius"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "Z\u00fcrich"}}]}"#,
      [#"get_weather {"city":"Zürich"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "🌧 town"}}]}"#,
      [#"get_weather {"city":"🌧 town"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "القاهرة"}}]}"#,
      [#"get_weather {"city":"القاهرة"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "run", "arguments": {"command": "echo \"hi\" > a.txt"}}]}"#,
      [#"run {"command":"echo \"hi\" > a.txt"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "run", "arguments": {"command": "cat <<'EOF'\n{'a': 1,}\nEOF"}}]}"#,
      [#"run {"command":"cat <<'EOF'\n{'a': 1,}\nEOF"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "run", "arguments": {"command": "printf '```json\n{}\n```'"}}]}"#,
      [#"run {"command":"printf '```json\n{}\n```'"}"#]
    ),
    (
      #"{"tool_calls": [{"name": "run", "arguments": {"command": "make", "timeout": 1.5}}]}"#,
      [#"run {"command":"make","timeout":1.5}"#]
    ),
    (
      #"{"tool_calls": [{"name": "run", "arguments": {"command": "make", "timeout": -3e2}}]}"#,
      [#"run {"command":"make","timeout":-3e2}"#]
    ),
    (
      #"{"tool_calls": [{"name": "run", "arguments": {"command": "make", "env": {"CI": "1", "deep": {"er": [1, 2]}}}}]}"#,
      [#"run {"command":"make","env":{"CI":"1","deep":{"er":[1,2]}}}"#]
    ),
    (#"{"tool_calls": [{"name": "run", "arguments": {"command": ""}}]}"#, [#"run {"command":""}"#]),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "Rome", "days": 3}}]}"#,
      [#"get_weather {"city":"Rome","days":3}"#]
    ),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "Rome", "days": 3.0}}]}"#,
      [#"get_weather {"city":"Rome","days":3.0}"#]
    ),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "Rome", "unknown": [true]}}]}"#,
      [#"get_weather {"city":"Rome","unknown":[true]}"#]
    ),
    (
      #"{"tool_calls": [{"name": "search", "arguments": {"query": "a", "tags": []}}]}"#,
      [#"search {"query":"a","tags":[]}"#]
    ),
    (
      #"{"tool_calls": [{"name": "search", "arguments": {"query": "a", "tags": ["x", "y"]}}]}"#,
      [#"search {"query":"a","tags":["x","y"]}"#]
    ),
    (
      #"{"tool_calls": [{"name": "search", "arguments": {"query": "a", "language": null}}]}"#,
      [#"search {"query":"a","language":null}"#]
    ),
    (
      #"{"tool_calls": [{"name": "set_flag", "arguments": {"on": true, "note": null}}]}"#,
      [#"set_flag {"on":true,"note":null}"#]
    ),
    (
      #"{"tool_calls": [{"name": "set_flag", "arguments": {"on": false, "note": "off"}}]}"#,
      [#"set_flag {"on":false,"note":"off"}"#]
    ),
    (#"{"tool_calls": [{"name": "now", "arguments": {"anything": 1}}]}"#, [#"now {"anything":1}"#]),
    // A code fence round the call.
    ("```json\n{\"tool_calls\": [{\"name\": \"now\", \"arguments\": {}}]}\n```", ["now {}"]),
    ("```\n{\"tool_calls\": [{\"name\": \"now\", \"arguments\": {}}]}\n```", ["now {}"]),
    ("```JSON\n{\"tool_calls\": [{\"name\": \"now\", \"arguments\": {}}]}\n```\n", ["now {}"]),
    ("```json\r\n{\"tool_calls\": [{\"name\": \"now\", \"arguments\": {}}]}\r\n```", ["now {}"]),
    ("```json {\"tool_calls\": [{\"name\": \"now\", \"arguments\": {}}]} ```", ["now {}"]),
    ("```{\"tool_calls\": [{\"name\": \"now\", \"arguments\": {}}]}```", ["now {}"]),
    ("  ```json\n\n  {\"tool_calls\": [{\"name\": \"now\", \"arguments\": {}}]}\n\n  ```  ", ["now {}"]),
    (
      """
      ```json
      {
        "text": "Two at once.",
        "tool_calls": [
          {"name": "now", "arguments": {}},
          {"name": "get_weather", "arguments": {"city": "Lima"}}
        ]
      }
      ```
      """, ["now {}", #"get_weather {"city":"Lima"}"#]
    ),
    // A trailing comma.
    (#"{"tool_calls": [{"name": "now", "arguments": {}},]}"#, ["now {}"]),
    (#"{"tool_calls": [{"name": "now", "arguments": {},}]}"#, ["now {}"]),
    (#"{"tool_calls": [{"name": "now", "arguments": {}}],}"#, ["now {}"]),
    (
      #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "Rome",}}]}"#,
      [#"get_weather {"city":"Rome"}"#]
    ),
    (
      "{\"tool_calls\": [{\"name\": \"search\", \"arguments\": {\"query\": \"a,}\", \"tags\": [1, 2, ],\n}}]}",
      [#"search {"query":"a,}","tags":[1,2]}"#]
    ),
    (
      #"{"tool_calls": [{"name": "run", "arguments": {"command": "a", "timeout": 3,},},],}"#,
      [#"run {"command":"a","timeout":3}"#]
    ),
    // Single quotes round keys.
    (#"{'tool_calls': [{"name": "now", "arguments": {}}]}"#, ["now {}"]),
    (#"{'tool_calls': [{'name': "now", 'arguments': {}}]}"#, ["now {}"]),
    (
      #"{'tool_calls': [{'name': "get_weather", 'arguments': {'city': "Rome's"}}]}"#,
      [#"get_weather {"city":"Rome's"}"#]
    ),
    (#"{'text' : "a", 'tool_calls' : [{'name' : "now", 'arguments' : {}}]}"#, ["now {}"]),
    // All at once.
    (
      "```json\n{'tool_calls': [{'name': \"run\", 'arguments': {'command': \"ls\",},},],}\n```",
      [#"run {"command":"ls"}"#]
    ),
  ]
}
