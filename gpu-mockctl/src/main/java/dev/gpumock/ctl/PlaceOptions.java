package dev.gpumock.ctl;

import dev.gpumock.cdi.spec.HostPath;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the node's parts lie. */
final class PlaceOptions {
  private static final Path USUAL_MOUNT = Path.of("/host");

  @Option(
      names = "--driver-root",
      paramLabel = "DIR",
      description = "The driver: libraries, programs, dev, proc, sys. Default: ${DEFAULT-VALUE}.")
  private String driverRoot = "/var/lib/nvidia-mock/driver";

  @Option(
      names = "--cdi-output",
      paramLabel = "FILE",
      description = "The CDI specification, .yaml or .json. Default: ${DEFAULT-VALUE}.")
  private String cdiOutput = "/etc/cdi/nvidia.yaml";

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description = "What fs makes: device nodes and /proc files. Default: ${DEFAULT-VALUE}.")
  private String base = "/run/nvidia/driver";

  @Option(
      names = "--host-root",
      paramLabel = "DIR",
      description = {
        "In a container: where the node's root directory is mounted. The places above are the"
            + " node's own, with or without DIR before them; the CDI specification names them"
            + " without.",
        "Default: /host if the driver root lies below it, else /."
      })
  private Optional<Path> hostRoot = Optional.empty();

  NodePlaces places() {
    Path root =
        hostRoot.orElse(Path.of(driverRoot).startsWith(USUAL_MOUNT) ? USUAL_MOUNT : Path.of("/"));
    return new NodePlaces(
        root,
        onNode(root, "--base", base),
        onNode(root, "--driver-root", driverRoot),
        onNode(root, "--cdi-output", cdiOutput));
  }

  private static HostPath onNode(Path hostRoot, String option, String text) {
    if (text.isBlank()) {
      throw new UsageException(option + " is empty; name a path");
    }
    Path path = Path.of(text).normalize();
    if (!path.isAbsolute()) {
      throw new UsageException(option + " is the relative path '" + text + "'; write it from / on");
    }
    Path node = path.startsWith(hostRoot) ? Path.of("/").resolve(hostRoot.relativize(path)) : path;
    if (node.getNameCount() == 0) {
      throw new UsageException(
          option + " is the root directory of the node; choose a place of its own for the mock");
    }
    return new HostPath(node.toString());
  }
}
