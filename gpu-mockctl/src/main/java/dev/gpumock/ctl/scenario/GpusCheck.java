package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * Whether containers see the GPUs that they were given, and whether all agree on which these are.
 */
final class GpusCheck {
  private final RunSettings settings;
  private final Driver driver;
  private final Optional<PluginStrategy> plugin;
  private final String namespace;
  private final Observer observer;
  private final Map<String, SortedSet<String>> before = new HashMap<>();
  private List<GpuEvidence> last = List.of();

  /**
   * @param plugin of the device plugin; absent with DRA
   */
  GpusCheck(
      RunSettings settings, Optional<PluginStrategy> plugin, String namespace, Observer observer) {
    this.settings = settings;
    this.plugin = plugin;
    this.driver = plugin.isPresent() ? Driver.DEVICE_PLUGIN : Driver.DRA;
    this.namespace = namespace;
    this.observer = observer;
  }

  List<Finding> of(Step.Gpus step) {
    Inventory inventory = Inventory.of(settings.kubectl(), driver);
    List<GpuEvidence> evidence = evidence(step, inventory);
    last = evidence;
    Sightings seen = sightings(evidence, e -> e.view().uuids());
    List<Finding> findings = new ArrayList<>();
    findings.add(counts(step, evidence, seen, inventory));
    for (Source source : sources()) {
      findings.add(seen.compare(source.title(), sightings(evidence, source::uuids)));
    }
    if (driver == Driver.DRA) {
      findings.add(inventory.differ());
    }
    plugin
        .filter(strategy -> !strategy.isCdi())
        .ifPresent(
            strategy ->
                findings.add(
                    Finding.skipped(Source.PLUGIN_CDI.title(), "a CDI strategy", strategy.name())));
    unchanged(evidence, findings);
    return findings;
  }

  /** What each source said when it was asked last. */
  String told() {
    return EvidenceText.of(last, sources());
  }

  private List<Source> sources() {
    boolean cdi = plugin.map(PluginStrategy::isCdi).orElse(false);
    return Arrays.stream(Source.values())
        .filter(source -> source.isOf(driver) && (source != Source.PLUGIN_CDI || cdi))
        .toList();
  }

  private List<GpuEvidence> evidence(Step.Gpus step, Inventory inventory) {
    Kubectl kubectl = settings.kubectl();
    JsonNode pods = kubectl.json("get", "pods", "-n", namespace);
    boolean dra = driver == Driver.DRA;
    JsonNode claims = dra ? kubectl.json("get", "resourceclaims", "-n", namespace) : pods.path("");
    Map<String, NodeFacts> facts = new HashMap<>();
    Map<String, JsonNode> specifications = new HashMap<>();
    List<GpuEvidence> evidence = new ArrayList<>();
    for (JsonNode pod : new PodNames(step.pods()).of(pods)) {
      for (Consumer consumer : Consumer.of(pod)) {
        List<Allocation> given = Allocation.of(consumer, claims);
        String node = consumer.node();
        given.forEach(
            a ->
                specifications.computeIfAbsent(
                    a.claim(), claim -> observer.claimSpecification(node, claim)));
        if (sources().contains(Source.PLUGIN_CDI)) {
          specifications.computeIfAbsent(node, observer::pluginSpecification);
        }
        evidence.add(
            new GpuEvidence(
                consumer,
                PodView.of(kubectl, namespace, consumer),
                given,
                facts.computeIfAbsent(node, observer::facts),
                inventory,
                specifications));
      }
    }
    return evidence;
  }

  private static Sightings sightings(
      List<GpuEvidence> evidence, Function<GpuEvidence, SortedSet<String>> uuids) {
    Map<String, SortedSet<String>> all = new LinkedHashMap<>();
    evidence.forEach(e -> all.put(e.consumer().label(), uuids.apply(e)));
    return new Sightings(all);
  }

  /** No container at all is no success either. */
  private static Finding counts(
      Step.Gpus step, List<GpuEvidence> evidence, Sightings seen, Inventory inventory) {
    boolean good = !evidence.isEmpty();
    int most = inventory.most();
    for (GpuEvidence one : evidence) {
      int sees = one.view().uuids().size();
      int on = inventory.on(one.consumer().node());
      good &= sees > 0 && step.each().map(each -> each.of(on) == sees).orElse(true);
    }
    good &= step.distinct().map(distinct -> distinct.of(most) == seen.distinct()).orElse(true);
    return new Finding(
        good,
        "nvidia-smi -L in " + String.join(", ", step.pods()),
        wanted(step, most),
        seen.text(true));
  }

  private static String wanted(Step.Gpus step, int most) {
    String each = step.each().map(c -> c.of(most) + " GPUs each").orElse("some GPUs each");
    return each + step.distinct().map(c -> ", " + c.of(most) + " different").orElse("");
  }

  /** The GPUs of a container never change while it runs, whatever is restarted around it. */
  private void unchanged(List<GpuEvidence> evidence, List<Finding> findings) {
    List<GpuEvidence> known =
        evidence.stream().filter(e -> before.containsKey(e.consumer().identity())).toList();
    if (!known.isEmpty()) {
      Sightings then = sightings(known, e -> before.get(e.consumer().identity()));
      findings.add(then.compare("same GPUs as before", sightings(known, e -> e.view().uuids())));
    }
    if (findings.stream().allMatch(Finding::good)) {
      evidence.forEach(e -> before.put(e.consumer().identity(), e.view().uuids()));
    }
  }
}
