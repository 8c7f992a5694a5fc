package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Keeps what there is of a failed scenario, as it goes with its namespace. What cannot be read is
 * noted in the file where it would be.
 */
final class Diag {
  /** A cluster in which something failed may not answer at all. */
  static final Duration LONGEST = Duration.ofSeconds(15);

  private static final List<String> OBJECTS =
      List.of("pods", "resourceclaims", "resourceclaimtemplates", "events");

  private final Path folder;
  private final Kubectl kubectl;
  private final String namespace;
  private final Driver driver;
  private final Observer observer;

  /**
   * @param settings with a short time
   */
  Diag(Path folder, RunSettings settings, String namespace, Driver driver, Observer observer) {
    this.folder = folder;
    this.kubectl = settings.kubectl();
    this.namespace = namespace;
    this.driver = driver;
    this.observer = observer;
  }

  /**
   * @param checks that were made
   * @param sources what each said of the containers' GPUs
   */
  void collect(List<Row> checks, String sources) {
    write("checks.txt", () -> String.join("\n", checks.stream().map(Diag::line).toList()));
    write("sources.txt", () -> sources);
    for (String kind : OBJECTS) {
      save(kind + ".yaml", "get", kind, "-n", namespace, "-o", "yaml");
    }
    save("describe-pods.txt", "describe", "pods", "-n", namespace);
    JsonNode pods = list("pods").path("items");
    pods.forEach(this::logs);
    specifications(pods);
  }

  private static String line(Row row) {
    return String.join(" | ", row.asMap().values().stream().map(Object::toString).toList());
  }

  /** Nothing, if they cannot be read: the file of the same objects says why. */
  private JsonNode list(String kind) {
    try {
      return kubectl.json("get", kind, "-n", namespace);
    } catch (ScenarioException e) {
      return MissingNode.getInstance();
    }
  }

  private void logs(JsonNode pod) {
    String name = pod.path("metadata").path("name").asText();
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.path("spec").path(list)) {
        logs(pod, name, container.path("name").asText());
      }
    }
  }

  private void logs(JsonNode pod, String name, String container) {
    String file = "logs/" + name + "." + container;
    save(file + ".log", "logs", "-n", namespace, name, "-c", container);
    if (restarted(pod, container)) {
      String[] words = {"logs", "-n", namespace, name, "-c", container, "--previous"};
      save(file + ".previous.log", words);
    }
  }

  private static boolean restarted(JsonNode pod, String container) {
    boolean restarted = false;
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      for (JsonNode status : pod.path("status").path(list)) {
        restarted |=
            status.path("name").asText().equals(container)
                && status.path("restartCount").asInt() > 0;
      }
    }
    return restarted;
  }

  /** Of the claims of pods that are on a node, or of those nodes. */
  private void specifications(JsonNode pods) {
    JsonNode claims = list("resourceclaims");
    Set<String> done = new TreeSet<>();
    for (JsonNode pod : pods) {
      for (Consumer consumer : Consumer.of(pod)) {
        List<Allocation> given = Allocation.of(consumer, claims);
        boolean prepared = !given.isEmpty() || driver == Driver.DEVICE_PLUGIN;
        if (prepared && !consumer.node().isEmpty()) {
          specifications(consumer.node(), observer.files(given), done);
        }
      }
    }
  }

  private void specifications(String node, List<String> files, Set<String> done) {
    for (String file : files) {
      String place = "cdi/" + node + "/" + file;
      if (done.add(place)) {
        write(place, () -> observer.text(node, file));
      }
    }
  }

  private void save(String file, String... words) {
    write(file, () -> kubectl.text(words));
  }

  private void write(String file, Supplier<String> content) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text(content) + "\n");
    } catch (IOException e) {
      throw new ScenarioException(folder.resolve(file) + ": cannot be written: " + e.getMessage());
    }
  }

  private static String text(Supplier<String> content) {
    try {
      return content.get();
    } catch (ScenarioException e) {
      return "cannot be read: " + e.getMessage();
    }
  }
}
