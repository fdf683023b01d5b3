import Glibc
import Testing

@testable import Transport

struct TerminationSignalsTests {
  @Test(.timeLimit(.minutes(10))) func theFirstSignalIsARequest() async {
    let signals = TerminationSignals()
    kill(getpid(), SIGTERM)
    await signals.wait()
  }
}
