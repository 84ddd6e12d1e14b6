package dev.interleave.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NeverBlockingAppenderTest {
  private static final int LINES = 5_000;

  private final CountDownLatch reads = new CountDownLatch(1);
  private volatile Consumer<String> fail = line -> {};
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final LoggerContext context = new LoggerContext();
  private final NeverBlockingAppender appender = new NeverBlockingAppender();
  private final Logger logger = context.getLogger("any");

  @BeforeEach
  void writeToAReaderThatDoesNotReadYet() {
    AppenderBase<ILoggingEvent> pipe =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent line) {
            try {
              reads.await();
              fail.accept(line.getFormattedMessage());
              read.add(line.getFormattedMessage());
            } catch (InterruptedException stopped) {
              // nobody has read it
            }
          }
        };
    context.setMDCAdapter(new LogbackMDCAdapter());
    pipe.start();
    appender.setContext(context);
    appender.addAppender(pipe);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void whoeverLogsGoesOnAndEveryLineIsWrittenOrCounted() throws InterruptedException {
    List<Thread> threads = List.of(new Thread(this::log), new Thread(this::log));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(appender.flush(Duration.ofMillis(1))).isFalse();
    long dropped = appender.dropped();
    reads.countDown();

    assertThat(appender.flush(Duration.ofMinutes(1))).isTrue();
    assertThat(appender.dropped()).isEqualTo(dropped).isPositive();
    assertThat(read)
        .filteredOn(line -> line.startsWith("line "))
        .hasSize((int) (2 * LINES - dropped));
    assertThat(read).containsOnlyOnce(dropped + " lines of the log were dropped");
    assertThat(read).hasSize((int) (2 * LINES - dropped) + 1);
  }

  @Test
  void linesKeepTheirOrder() {
    reads.countDown();
    logger.warn("one");
    logger.warn("two {}", 2);

    assertThat(appender.flush(Duration.ofMinutes(1))).isTrue();
    assertThat(read).containsExactly("one", "two 2");
    assertThat(appender.dropped()).isZero();
  }

  @Test
  void aLineThatCannotBeWrittenIsCountedAndTheNextIsWritten() {
    fail =
        line -> {
          if (line.equals("two")) {
            throw new StackOverflowError();
          }
        };
    reads.countDown();
    logger.warn("one");
    logger.warn("two");
    logger.warn("three");

    assertThat(appender.flush(Duration.ofMinutes(1))).isTrue();
    assertThat(read).containsExactly("one", "1 line of the log was dropped", "three");
    assertThat(appender.dropped()).isOne();
  }

  @Test
  @Timeout(30)
  void whereNothingCanBeWrittenNobodyWaitsForIt() {
    fail =
        line -> {
          throw new OutOfMemoryError();
        };
    reads.countDown();
    logger.warn("one");
    logger.warn("two");

    assertThat(appender.flush(Duration.ofMinutes(1))).isFalse();
    assertThat(appender.dropped()).isEqualTo(2);

    fail = line -> {};
    logger.warn("three");
    assertThat(appender.flush(Duration.ofMinutes(1))).isTrue();
    assertThat(read).containsExactly("three", "2 lines of the log were dropped");
  }

  private void log() {
    for (int i = 0; i < LINES; i++) {
      logger.warn("line {}", i);
    }
  }
}
