package dev.gpumock.ctl;

import dev.gpumock.topo.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gpu-mockctl agent}. */
@Command(
    name = "agent",
    description = {
      "Keep this computer a mock GPU node until SIGTERM.",
      "The driver tree and the CDI specification are made and checked; what is deleted or changed is",
      "back within seconds. No port is opened."
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
      defaultValue = "keep",
      description = "Keep the mock node at SIGTERM, or remove it. Default: ${DEFAULT-VALUE}.")
  private OnExit onExit;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      defaultValue = "/tmp/gpu-mock-ready",
      description = "Exists while the node is right. Default: ${DEFAULT-VALUE}.")
  private Path readyFile;

  @Option(
      names = "--check",
      description = "Do nothing but tell by the exit code whether the ready file exists.")
  private boolean check;

  @Override
  public Integer call() throws InterruptedException {
    if (check) {
      return Files.exists(readyFile) ? ExitCode.DONE : ExitCode.FAILED;
    }
    if (!settings.ignoreRealDriver) {
      RealDriver.refuse();
    }
    Machine machine = machine();
    AgentLog log = new AgentLog(out());
    Agent agent = new Agent(new MockNode(machine, settings), readyFile, log);
    log.info(
        "keeping %s (%d GPUs) in %s and %s"
            .formatted(
                machine.name(), machine.gpus().size(), settings.driverRoot, settings.cdiOutput));
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, main, log)));
    agent.run();
    return ExitCode.DONE;
  }

  private void end(Agent agent, Thread main, AgentLog log) {
    agent.stop();
    try {
      main.join(Agent.LONGEST_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (onExit == OnExit.clean) {
      MockNode.clean(settings).forEach(path -> log.warning(path + " is not ours, it stays"));
      log.info("mock node removed");
    } else {
      log.info("ended; the mock node stays");
    }
  }
}
