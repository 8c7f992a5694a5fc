package dev.gpumock.cdi.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one reading of a specification found, in all of its mappings. */
final class YamlFindings {
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> deviations = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  void add(Problem problem) {
    problems.add(problem);
  }

  void add(YamlNode node, String property, String message) {
    problems.add(new Problem(node.line(), property, message));
  }

  /** Notes what runtimes take, but CDI's schema does not allow. */
  void deviates(YamlNode node, String property, String message) {
    deviations.add(new Problem(node.line(), property, message));
  }

  void place(String property, int line) {
    lines.put(property, line);
  }

  void placeIfUnknown(String property, int line) {
    lines.putIfAbsent(property, line);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  List<Problem> deviations() {
    return List.copyOf(deviations);
  }

  Map<String, Integer> lines() {
    return Map.copyOf(lines);
  }
}
