package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a scenario looks at; each look is repeated until it sees what it should, or time is up. */
final class Looks {
  /** A GPU check waits only for what is behind in the API: the pods run already. */
  private static final Duration SETTLE = Duration.ofSeconds(15);

  private final String namespace;
  private final RunSettings settings;
  private final Placeholders placeholders;
  private final int most;
  private final Driver driver;
  private final boolean cdi;
  private final Observer observer;
  private final GpusCheck gpus;
  private final NodeCheck nodeCheck;
  private final Map<String, String> nodes = new HashMap<>();

  /**
   * @param most what the count {@code all} stands for
   */
  Looks(Scenario scenario, RunSettings settings, Placeholders placeholders, int most) {
    this.placeholders = placeholders;
    this.namespace = scenario.namespace();
    this.settings = settings;
    this.most = most;
    this.driver = scenario.requires().driver();
    Optional<PluginStrategy> plugin =
        driver == Driver.DRA ? Optional.empty() : Optional.of(PluginStrategy.of(settings));
    this.cdi = plugin.map(PluginStrategy::isCdi).orElse(true);
    this.observer = new Observer(settings, namespace, cdi);
    this.gpus = new GpusCheck(settings, plugin, namespace, observer);
    this.nodeCheck = new NodeCheck(settings, driver, observer);
  }

  /** Pods that look at nodes are asked again whether they run. */
  void forgetObservers() {
    observer.forget();
  }

  /** Into a folder, before the namespace is removed. */
  void keep(Path folder, List<Row> checks) {
    RunSettings hasty = settings.within(Diag.LONGEST);
    new Diag(folder, hasty, namespace, driver, new Observer(hasty, namespace, cdi))
        .collect(checks, gpus.told());
  }

  List<Finding> gpus(Step.Gpus step) {
    Duration longest = settings.timeout().compareTo(SETTLE) < 0 ? settings.timeout() : SETTLE;
    return Poll.until(longest, () -> gpus.of(step));
  }

  List<Finding> fabric(Step.Fabric step) {
    return new FabricCheck(settings, driver, namespace, observer).of(step);
  }

  /** What is left of another machine. */
  List<Finding> driverRoot() {
    String node = fill("${node}");
    return Poll.until(settings.timeout(), () -> new DriverRootCheck(observer, node).findings());
  }

  /** Whether the DRA driver publishes the GPUs that the node's driver has now. */
  List<Finding> slices() {
    String node = fill("${node}");
    return Poll.until(settings.timeout(), () -> List.of(slices(node)));
  }

  private Finding slices(String node) {
    Inventory inventory = Inventory.of(settings.kubectl(), Driver.DRA);
    return new Sightings(Map.of(node, observer.uuids(node)))
        .compare("ResourceSlices of " + node, new Sightings(Map.of(node, inventory.uuids(node))));
  }

  /** The node of a pod stays that, wherever another pod of that name may be later. */
  List<Finding> node(Step.Node step) {
    String node = nodes.computeIfAbsent(step.pod(), this::nodeOf);
    return Poll.until(settings.timeout(), () -> nodeCheck.of(node));
  }

  private String nodeOf(String pod) {
    JsonNode pods = settings.kubectl().json("get", "pods", "-n", namespace);
    return new PodNames(List.of(pod))
        .of(pods).stream()
            .map(found -> found.path("spec").path("nodeName").asText())
            .filter(node -> !node.isEmpty())
            .findFirst()
            .orElseThrow(() -> new ScenarioException("pod " + pod + " is on no node"));
  }

  List<Finding> pods(Step.Pods step) {
    int count = step.count().map(c -> c.of(most)).orElse(step.names().size());
    PodsCheck check = new PodsCheck(step.names(), count, step.are());
    List<Finding> found = Poll.until(settings.timeout(), () -> List.of(pods(check)));
    if (!found.get(0).good() || step.seconds() == 0) {
      return found;
    }
    Poll.pause(Duration.ofSeconds(step.seconds()));
    Finding later = pods(check);
    String after = later.check() + ", " + step.seconds() + " s later";
    return List.of(found.get(0), new Finding(later.good(), after, later.expected(), later.seen()));
  }

  private Finding pods(PodsCheck check) {
    return check.of(settings.kubectl().json("get", "pods", "-n", namespace));
  }

  List<Finding> event(Step.Event step) {
    return Poll.until(settings.timeout(), () -> List.of(seen(step)));
  }

  private Finding seen(Step.Event step) {
    String name = step.of().substring(step.of().indexOf('/') + 1);
    String selector = "--field-selector=involvedObject.name=" + name;
    JsonNode events = settings.kubectl().json("get", "events", "-n", namespace, selector);
    List<String> seen =
        StreamSupport.stream(events.path("items").spliterator(), false)
            .filter(event -> event.path("reason").asText().equals(step.reason()))
            .map(event -> event.path("message").asText())
            .toList();
    String text = fill(step.text());
    String wanted = step.reason() + " with \"" + text + "\"";
    boolean good = seen.stream().anyMatch(message -> message.contains(text));
    String last = seen.isEmpty() ? "no such event" : seen.get(seen.size() - 1);
    return new Finding(good, "event of " + step.of(), wanted, good ? wanted : last);
  }

  List<Finding> log(Step.Log step) {
    return Poll.until(settings.timeout(), () -> List.of(seen(step)));
  }

  private Finding seen(Step.Log step) {
    List<String> words = new ArrayList<>(List.of("logs", "-n", namespace, step.pod()));
    step.container().ifPresent(container -> words.addAll(List.of("-c", container)));
    Program.Answer answer = settings.kubectl().run(words.toArray(String[]::new));
    String text = fill(step.text());
    boolean good = answer.good() && answer.out().contains(text);
    return new Finding(good, "log of " + step.pod(), text, good ? text : answer.reason());
  }

  private String fill(String text) {
    return placeholders.fill("a scenario's text", text, 0);
  }

  List<Finding> gone(Step.Gone step) {
    return Poll.until(settings.timeout(), () -> List.of(seen(step)));
  }

  private Finding seen(Step.Gone step) {
    String found =
        settings
            .kubectl()
            .text("get", "-n", namespace, step.what(), "--ignore-not-found", "-o", "name");
    return Finding.equal(step.what(), "gone", found.isBlank() ? "gone" : "still there");
  }
}
