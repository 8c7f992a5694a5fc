package dev.gpumock.ctl.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container sees.
 *
 * @param uuids by nvidia-smi
 * @param busIds PCI addresses by nvidia-smi
 * @param minors of its device nodes
 */
record PodView(SortedSet<String> uuids, List<String> busIds, List<String> minors) {
  private static final Pattern UUID = Pattern.compile("\\(UUID: (GPU-[^)\\s]+)\\)");
  private static final Pattern BUS =
      Pattern.compile("(?m)^(\\p{XDigit}{4,8}:\\p{XDigit}{2}:\\p{XDigit}{2}\\.[0-7])\\s*$");
  private static final Pattern NODE = Pattern.compile("(?m)^nvidia(\\d+)\\s*$");
  private static final String LOOK =
      "nvidia-smi -L && nvidia-smi --query-gpu=pci.bus_id --format=csv,noheader && ls -1 /dev";

  static PodView of(Kubectl kubectl, String namespace, Consumer consumer) {
    Program.Answer answer =
        kubectl.run(
            "exec",
            "-n",
            namespace,
            consumer.podName(),
            "-c",
            consumer.name(),
            "--",
            "sh",
            "-c",
            LOOK);
    if (!answer.good()) {
      return new PodView(new TreeSet<>(List.of("error: " + answer.reason())), List.of(), List.of());
    }
    return parse(answer.out());
  }

  static PodView parse(String text) {
    SortedSet<String> uuids = new TreeSet<>();
    for (Matcher line = UUID.matcher(text); line.find(); ) {
      uuids.add(line.group(1));
    }
    List<String> busIds = new ArrayList<>();
    for (Matcher line = BUS.matcher(text); line.find(); ) {
      busIds.add(NodeFacts.shortBus(line.group(1)));
    }
    List<String> minors = new ArrayList<>();
    for (Matcher line = NODE.matcher(text); line.find(); ) {
      minors.add(line.group(1));
    }
    return new PodView(uuids, busIds, minors);
  }
}
