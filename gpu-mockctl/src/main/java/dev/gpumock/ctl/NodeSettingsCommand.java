package dev.gpumock.ctl;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl node-settings}. */
@Command(
    description = {
      "In a pod: writes which machine and rack this node's labels name, for --node-settings.",
      "The labels are gpu-mock.dev/machine and gpu-mock.dev/rack. So the agent itself needs no"
          + " access to the API server."
    })
final class NodeSettingsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--node-name", paramLabel = "NAME", description = "Default: NODE_NAME.")
  private Optional<String> nodeName = Optional.empty();

  @Option(names = "--output-file", paramLabel = "FILE", required = true, description = "To write.")
  private Path output;

  @Option(
      names = "--api-server",
      paramLabel = "URL",
      description = "Default: of the variables that every pod has.")
  private Optional<URI> server = Optional.empty();

  @Option(
      names = "--credentials",
      paramLabel = "DIR",
      description =
          "Holds token and ca.crt. Default: /var/run/secrets/kubernetes.io/serviceaccount.")
  private Path credentials = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Map<String, String> environment = CommandEnvironment.of(spec);
    String node = nodeName.orElse(environment.getOrDefault("NODE_NAME", ""));
    if (node.isBlank()) {
      throw new UsageException("the node has no name; give it by --node-name or NODE_NAME");
    }
    MadeWith settings =
        new NodeLabels(server.orElseGet(() -> ofPod(environment)), credentials).settings(node);
    try {
      Files.writeString(output, settings.text());
    } catch (IOException e) {
      throw new NodeException(output + ": cannot be written: " + ErrorLine.line(e), e);
    }
    String what = settings.equals(MadeWith.NOTHING) ? "no label of ours" : settings.text().strip();
    spec.commandLine().getOut().println("node " + node + ": " + what.replace("\n", ", "));
    return ExitCode.DONE;
  }

  private static URI ofPod(Map<String, String> environment) {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    if (host.isBlank()) {
      throw new UsageException(
          "this is no pod: KUBERNETES_SERVICE_HOST is not set; give --api-server");
    }
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    return URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }
}
