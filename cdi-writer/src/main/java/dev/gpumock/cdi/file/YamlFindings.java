package dev.gpumock.cdi.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one reading of a specification found, in all of its mappings. */
final class YamlFindings {
  private static final Pattern ENTRY = Pattern.compile("\\[(\\d+)]");

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> deviations = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<String> unread = new HashSet<>();
  private final Map<String, List<Integer>> positions = new HashMap<>();

  void add(Problem problem) {
    problems.add(problem);
  }

  void add(YamlNode node, String property, String message) {
    problems.add(new Problem(node.line(), property, message));
  }

  /** Likewise, and nothing could be read there: no rule can tell anything of it. */
  void unread(YamlNode node, String property, String message) {
    add(node, property, message);
    unread.add(property);
  }

  boolean isUnread(String property) {
    return unread.contains(property);
  }

  /** Notes what runtimes take, but CDI's schema does not allow. */
  void deviates(YamlNode node, String property, String message) {
    deviations.add(new Problem(node.line(), property, message));
  }

  void place(String property, int line) {
    lines.put(property, line);
  }

  /** The places in a list of those entries that were read. */
  void positions(String list, List<Integer> read) {
    positions.put(list, List.copyOf(read));
  }

  void placeIfUnknown(String property, int line) {
    lines.putIfAbsent(property, line);
  }

  List<Problem> problems() {
    return problems.stream().map(this::located).toList();
  }

  List<Problem> deviations() {
    return deviations.stream().map(this::located).toList();
  }

  /**
   * What rules find in the records, by the properties of the text.
   *
   * @param absences whether what is missing counts when something there could not be read
   */
  List<Problem> ofText(List<Problem> found, boolean absences) {
    return found.stream()
        .map(p -> new Problem(p.line(), inText(p.property()), p.message()))
        .filter(p -> unread.stream().noneMatch(u -> explains(u, p.property(), absences)))
        .map(this::located)
        .toList();
  }

  private static boolean explains(String unread, String property, boolean absences) {
    return isIn(property, unread) || !absences && isIn(unread, property);
  }

  private static boolean isIn(String property, String outer) {
    return outer.isEmpty()
        || property.startsWith(outer)
            && (property.length() == outer.length()
                || ".[".indexOf(property.charAt(outer.length())) >= 0);
  }

  /** Entries that are null are in no record, so that the others have other numbers there. */
  private String inText(String property) {
    StringBuilder text = new StringBuilder();
    Matcher entry = ENTRY.matcher(property);
    int end = 0;
    while (entry.find()) {
      text.append(property, end, entry.start());
      int number = Integer.parseInt(entry.group(1));
      List<Integer> read = positions.getOrDefault(text.toString(), List.of());
      text.append('[').append(number < read.size() ? read.get(number) : number).append(']');
      end = entry.end();
    }
    return text.append(property.substring(end)).toString();
  }

  /** The line of the property, or of what it is missing from. */
  private Problem located(Problem problem) {
    if (problem.line() != 0) {
      return problem;
    }
    String property = problem.property();
    while (!lines.containsKey(property) && !property.isEmpty()) {
      property = property.substring(0, Math.max(0, lastSeparator(property)));
    }
    return new Problem(lines.getOrDefault(property, 1), problem.property(), problem.message());
  }

  private static int lastSeparator(String property) {
    return Math.max(property.lastIndexOf('.'), property.lastIndexOf('['));
  }
}
