import HTTPTypes
import OrgEmulator
import Testing
import Wire

@Suite struct GatewayFaultTests {
  private let request = gatewayRequest(
    "/generations", #"{"model": "\#(gpt)", "prompt": "[[reply: own]]"}"#)

  private func outcomes(_ count: Int, _ org: TestOrg) async throws -> [String] {
    let token = try await org.signIn()
    var outcomes: [String] = []
    for _ in 0..<count {
      let answer = try await org.send(request, token: token)
      let text = answer.status == 200 ? try answer.json["generations"]?.array?[0]["text"]?.string : nil
      outcomes.append(text ?? "\(answer.status)")
    }
    return outcomes
  }

  @Test func faultsStrikeTheGatewayToo() async throws {
    let org = TestOrg { $0.faults = [Fault(status: .serviceUnavailable, timing: .requests([2...2]))] }
    #expect(try await outcomes(3, org) == ["own", "503", "own"])
  }

  @Test func theScriptIsPlayed() async throws {
    let org = TestOrg {
      $0.script = [
        ScriptedTurn(.reply("one")), ScriptedTurn(.refusal(.tooManyRequests, retryAfter: .seconds(1))),
      ]
    }
    #expect(try await outcomes(3, org) == ["one", "429", "own"])
  }

  @Test func theRateLimitCounts() async throws {
    #expect(try await outcomes(3, TestOrg { $0.rateLimit = 2 }) == ["own", "own", "429"])
  }

  @Test func everyAnswerTakesTheLatency() async throws {
    let org = TestOrg { $0.latency = .milliseconds(250) }
    _ = try await outcomes(1, org)
    #expect(org.paused == [.milliseconds(250), .milliseconds(250)])
  }

  @Test func answersCarryTheHeadersForSupport() async throws {
    let org = TestOrg()
    #expect(try await org.send(request, token: org.signIn()).header("x-request-id")?.count == 36)
  }
}
