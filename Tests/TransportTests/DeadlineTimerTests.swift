import NIOCore
import NIOEmbedded
import Testing

@testable import Transport

struct DeadlineTimerTests {
  private enum Step {
    case set(Int64)
    case pause, end
    case wait(Int64)
  }

  @Test(
    arguments: [
      ([.set(10), .wait(9)], 0),
      ([.set(10), .wait(10), .wait(60)], 1),
      ([.set(10), .wait(4), .set(10), .wait(9)], 0),
      ([.set(10), .wait(4), .set(10), .wait(10)], 1),
      ([.set(50), .set(10), .wait(10), .wait(60)], 1),
      ([.set(10), .pause, .wait(60)], 0),
      ([.set(10), .pause, .wait(60), .set(10), .wait(9)], 0),
      ([.set(10), .pause, .wait(60), .set(10), .wait(10)], 1),
      ([.set(10), .wait(10), .set(10), .wait(10)], 2),
      ([.set(10), .end, .wait(60)], 0),
    ] as [([Step], Int)])
  private func firesWhenTheLastTimeThatWasSetIsOver(_ steps: [Step], _ count: Int) {
    let loop = EmbeddedEventLoop()
    let timer = DeadlineTimer(on: loop)
    var fired = 0
    timer.start { fired += 1 }
    for step in steps {
      switch step {
      case .set(let seconds): timer.set(in: .seconds(seconds))
      case .pause: timer.pause()
      case .end: timer.end()
      case .wait(let seconds): loop.advanceTime(by: .seconds(seconds))
      }
    }
    #expect(fired == count)
  }
}
