/// Requests as coding agents send them, with what nobody here knows in them: unknown fields, odd spacing, escapes, numbers
/// in several spellings, names that repeat.
package enum AgentBodies {
  /// Claude Code's second request of a task, about 50 KB.
  package static let claudeCode = #"""
    {"model":"claude-opus-5-5",  "messages" : [
      {"role":"user","content":[{"type":"text","text":"<system-reminder>\u0041s of today: \ud83d\ude00 \/ é — \\n</system-reminder>"},
        {"type":"text","text":"List the files.","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
      {"role":"system","content":"The user works in /tmp/x.","output_config":{"effort":"low"}},
      {"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"EqQB+/=="},
        {"type":"tool_use","id":"toolu_01","name":"Bash","input":{"command":"ls","n":1.0,"m":1e3,"o":1E+03,"p":-0.0,"p":-0},"caller":{"type":"direct"}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_01","is_error":false,"content":[
        {"type":"text","text":"a.txt\tb.txt\r\n"},
        {"type":"image","source":{"type":"base64","media_type":"image\/png","data":"\#(String(repeating: "iVBORw0KGgo", count: 600))"}}]}]}
    ],
      "system":[{"type":"text","text":"x-anthropic-billing-header: cc_version=2.1.329;"},
        {"type":"text","text":"\#(String(repeating: "You are Claude Code. \\\"Be brief.\\\" \\u00fc ", count: 500))","cache_control":{"type":"ephemeral"}}],
    	"tools":[\#((1...12).map(tool).joined(separator: " , "))],
      "metadata":{"user_id":"{\"device_id\":\"d\",\"session_id\":\"s\"}"},
      "max_tokens":128000,"thinking":{"type":"adaptive","display":"omitted"},
      "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},
      "output_config":{"effort":"medium"},"stream":true,
      "something_new":{"a":[1,1.0,1e0,0.1e1,10000000000000000000000],"ключ":null,"":""},
      "diagnostics":{"previous_message_id":null}  }

    """#

  private static func tool(_ number: Int) -> String {
    #"""
    {"name":"Tool\#(number)","description":"\#(String(repeating: "Does a thing. ", count: 90))","input_schema":{
      "$schema":"https:\/\/json-schema.org\/draft\/2020-12\/schema","type":"object","properties":{"model":{"type":"string"},"stream":{"type":"boolean","default":true}},
      "required":["model"],"additionalProperties":false}\#(number == 7 ? #","defer_loading":true"# : "")}
    """#
  }

  /// Codex's second request of a task, about 40 KB.
  package static let codex = #"""
    {"model":"gpt-5.6-codex","instructions":"\#(String(repeating: "You are Codex. \\\"Careful\\\" \\u2014 ", count: 700))","input":[
      {"type":"message","role":"developer","content":[{"type":"input_text","text":"<permissions>\ud83d\ude80<\/permissions>"}],"id":"msg_1"},
      {"type":"message","role":"user","content":[ {"type":"input_text","text":"List the files."} ]},
      {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAAAAB\#(String(repeating: "Zm9v", count: 900))=="},
      {"type":"function_call","id":"fc_1","call_id":"call_1","name":"shell","arguments":"{\"command\":[\"ls\"],\"n\":1.0}"},
      {"type":"function_call_output","call_id":"call_1","output":"a.txt\nb.txt"}],
     "tools":[{"type":"function","name":"shell","description":"Runs.","strict":false,"parameters":{"type":"object","properties":{"command":{"type":"array","items":{"type":"string"}}}}},
       {"type":"namespace","name":"mcp__files","tools":[{"type":"function","name":"read","parameters":{}}]},{"type":"web_search","external_web_access":true}],
     "tool_choice":"auto","parallel_tool_calls":false,"reasoning":{"summary":"auto"},"store":false,"stream":true,
     "include":["reasoning.encrypted_content"],"prompt_cache_key":"019a","client_metadata":{"x-codex-installation-id":"i"},
     "text":{"verbosity":"low"},"unheard_of":[1,1.0,1e3,{"model":"x","stream":false}],"unheard_of":2 }
    """#
}
