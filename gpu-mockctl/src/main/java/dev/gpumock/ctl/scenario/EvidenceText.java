package dev.gpumock.ctl.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found out about the GPUs of containers, for a person who looks for what is wrong. */
final class EvidenceText {
  private EvidenceText() {}

  static String of(List<GpuEvidence> evidence, List<Source> sources) {
    StringBuilder text = new StringBuilder();
    Map<String, NodeFacts> nodes = new LinkedHashMap<>();
    for (GpuEvidence one : evidence) {
      nodes.put(one.consumer().node(), one.facts());
      text.append("%s on %s\n".formatted(one.consumer().label(), one.consumer().node()));
      line(text, "nvidia-smi -L in the container", one.view().uuids());
      line(text, "PCI addresses in the container", one.view().busIds());
      line(text, "minor numbers in the container", one.view().minors());
      line(text, "devices of the claims", one.allocations());
      sources.forEach(source -> line(text, source.title(), source.uuids(one)));
    }
    nodes.forEach((node, facts) -> node(text, node, facts));
    return evidence.isEmpty() ? "no container was looked at" : text.toString();
  }

  private static void node(StringBuilder text, String node, NodeFacts facts) {
    text.append("node %s\n".formatted(node));
    facts.proc().forEach(gpu -> line(text, "/proc", gpu));
    facts.nvml().forEach(gpu -> line(text, "NVML", gpu));
  }

  private static void line(StringBuilder text, String title, Object what) {
    text.append("  %s: %s\n".formatted(title, what));
  }
}
