package dev.gpumock.ctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gpu-mockctl agent}. */
@Command(
    description = {
      "Keeps this computer a mock GPU node until SIGTERM.",
      "Makes what cdi makes and checks it; what is deleted or changed is back within seconds. Opens"
          + " no port."
    })
final class AgentCommand extends NodeCommand {
  /** What becomes of the node when the agent ends. */
  enum OnExit {
    keep,
    clean
  }

  @Option(
      names = "--on-exit",
      paramLabel = "keep|clean",
      description = "Keep the mock node at SIGTERM, or remove it. Default: keep.")
  private OnExit onExit = OnExit.keep;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Exists while the node is right. Default: /tmp/gpu-mock-ready.")
  private Path readyFile = Path.of("/tmp/gpu-mock-ready");

  @Option(
      names = "--check",
      description = "Do nothing but tell by the exit code whether the ready file exists.")
  private boolean check;

  AgentCommand(Caller caller) {
    super(caller);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (check) {
      return Files.exists(readyFile) ? ExitCode.DONE : ExitCode.FAILED;
    }
    refuseRealDriver();
    MockNode node = node(Set.of(Mode.CDI));
    AgentLog log = new AgentLog(console().out());
    Agent agent = new Agent(node, readyFile, log);
    log.info(
        "keeping %s (%d GPUs) in %s and %s"
            .formatted(
                node.machine().name(),
                node.machine().gpus().size(),
                places().driverRoot(),
                places().cdiOutput()));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, ended, log)));
    try {
      agent.run();
    } finally {
      ended.countDown();
    }
    return ExitCode.DONE;
  }

  /**
   * Ends the process with 0, not with the JVM's 143. The main thread cannot be waited for: when it
   * leaves main it waits for the end of this hook.
   */
  private void end(Agent agent, CountDownLatch ended, AgentLog log) {
    if (ended.getCount() == 0) {
      return;
    }
    agent.stop();
    try {
      ended.await(Agent.LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(leave(log));
  }

  private int leave(AgentLog log) {
    if (onExit == OnExit.keep) {
      log.info("ended; the mock node stays");
      return ExitCode.DONE;
    }
    try {
      places().driverTree().clean().forEach(path -> log.warning(path + " is not ours, it stays"));
      log.info("mock node removed");
      return ExitCode.DONE;
    } catch (RuntimeException e) {
      log.error(ErrorLine.line(e));
      return ExitCode.FAILED;
    }
  }
}
