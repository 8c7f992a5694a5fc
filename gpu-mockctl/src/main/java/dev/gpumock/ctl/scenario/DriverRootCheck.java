package dev.gpumock.ctl.scenario;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a node's driver root has the files of one machine: where it was another before, nothing
 * is left of that one.
 */
record DriverRootCheck(Observer observer, String node) {
  private static final Pattern LIBRARY = Pattern.compile(".*\\.so\\.(\\d+(\\.\\d+)+)");
  private static final Pattern DEVICE = Pattern.compile("nvidia(\\d+)");

  List<Finding> findings() {
    NodeFacts facts = observer.facts(node);
    return List.of(
        compare(
            "driver versions in the driver root",
            Stream.of(observer.driverVersion(node)),
            Stream.concat(
                matching(LIBRARY, observer.names(node, "lib64")),
                observer.names(node, "lib/firmware/nvidia").stream())),
        compare(
            "GPUs in /proc of the driver root",
            facts.nvml().stream().map(NodeFacts.NvmlGpu::bus),
            facts.proc().stream().map(NodeFacts.ProcGpu::bus)),
        compare(
            "device nodes in the driver root",
            facts.proc().stream().map(NodeFacts.ProcGpu::minor),
            matching(DEVICE, observer.names(node, "dev"))));
  }

  private static Stream<String> matching(Pattern pattern, List<String> names) {
    return names.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1));
  }

  private static Finding compare(String check, Stream<String> expected, Stream<String> seen) {
    return Finding.equal(check, text(expected), text(seen));
  }

  private static String text(Stream<String> values) {
    SortedSet<String> different = values.collect(Collectors.toCollection(TreeSet::new));
    return different.isEmpty() ? "none" : String.join(" ", different);
  }
}
