package dev.gpumock.nvml;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.nvml.SmiRuns.Pair;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The help texts of the two programs. Ours are sentences of our own, so where a program answers
 * with one of them, only which one it is can be compared.
 */
record SmiHelp(List<Pair> asked) {
  private static final String USAGE = "\n    Usage:";

  /** No options: misspelt, or another command's. */
  private static final Set<String> IN_SENTENCES =
      Set.of(
          "--locked-gpu-clocks", "--help-query-accounted-apps", "--help-vgpu-query-scheduler-logs");

  private static final Pattern OPTION = Pattern.compile("(?<=[\\s\\[|])--?[a-zA-Z][\\w-]*");
  private static final Pattern PROPERTY =
      Pattern.compile("^\"([a-z][\\w.]+)\"(?: or \"(.+?)\")?", Pattern.MULTILINE);

  SmiHelp {
    asked = List.copyOf(asked);
  }

  /** The pair with a mark in the place of every help text. */
  Pair without(Pair pair) {
    Verdict original = pair.original();
    Verdict ours = pair.ours();
    for (Pair help : asked) {
      String mark = "<help of " + String.join(" ", help.arguments()) + ">";
      original = replaced(original, help.original().out(), mark);
      original = replaced(original, usage(help.original()), mark);
      ours = replaced(ours, help.ours().out(), mark);
      ours = replaced(ours, usage(help.ours()), mark);
    }
    return new Pair(pair.arguments(), original, ours);
  }

  /** The options that the text names, or the properties if it is a list of those. */
  static Set<String> names(String help) {
    Set<String> names = new TreeSet<>();
    PROPERTY
        .matcher(help)
        .results()
        .forEach(
            found -> {
              names.add(found.group(1));
              names.add(found.group(found.group(2) == null ? 1 : 2));
            });
    if (names.isEmpty()) {
      OPTION.matcher(help).results().forEach(found -> names.add(found.group()));
      names.removeAll(IN_SENTENCES);
    }
    return names;
  }

  /** The lines that name a property, as they stand. */
  static List<String> properties(String help) {
    return help.lines().filter(line -> PROPERTY.matcher(line).find()).toList();
  }

  /** The part of a help that some mistakes bring. */
  private static String usage(Verdict help) {
    int start = help.out().indexOf(USAGE);
    return start < 0 ? "" : help.out().substring(start);
  }

  private static Verdict replaced(Verdict verdict, String help, String mark) {
    return help.isBlank()
        ? verdict
        : new Verdict(verdict.status(), verdict.out().replace(help, mark), verdict.err());
  }
}
