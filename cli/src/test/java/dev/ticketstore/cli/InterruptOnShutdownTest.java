package dev.ticketstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptOnShutdownTest {

  private final CompletableFuture<InterruptOnShutdown> begun = new CompletableFuture<>();
  private final CompletableFuture<Thread.State> whileSpeaking = new CompletableFuture<>();
  private final Thread ending = daemon(() -> begun.join().interruptAndWait());

  @Test
  void waitsForTheLastWord() throws Exception {
    Thread worker = daemon(this::work);

    worker.start();
    ending.start();

    assertThat(whileSpeaking.get(30, TimeUnit.SECONDS)).isEqualTo(Thread.State.TIMED_WAITING);
    ending.join();
    worker.join();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  private void work() {
    try (InterruptOnShutdown end = InterruptOnShutdown.interruptsCurrentThread()) {
      begun.complete(end);
      whileSpeaking.complete(stateOnceInterrupted());
    }
  }

  /** What the end of the process does as soon as it does nothing else: wait, or let it end. */
  private Thread.State stateOnceInterrupted() {
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
    Thread.State state = ending.getState();
    while (state != Thread.State.TIMED_WAITING && state != Thread.State.TERMINATED) {
      Thread.onSpinWait();
      state = ending.getState();
    }
    return state;
  }
}
