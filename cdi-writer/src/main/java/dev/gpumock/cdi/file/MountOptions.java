package dev.gpumock.cdi.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The options of a mount, as mount(8) and runtimes understand them. */
final class MountOptions {
  /** What one option says and another takes back is about one thing; the last counts. */
  private static final Map<String, List<String>> ABOUT =
      Map.ofEntries(
          Map.entry("rw", List.of("ro", "rro", "rrw")),
          Map.entry("suid", List.of("nosuid", "rsuid", "rnosuid")),
          Map.entry("dev", List.of("nodev", "rdev", "rnodev")),
          Map.entry("exec", List.of("noexec", "rexec", "rnoexec")),
          Map.entry("bind", List.of("rbind")),
          Map.entry("sync", List.of("async")),
          Map.entry("diratime", List.of("nodiratime")),
          Map.entry(
              "atime",
              List.of("noatime", "relatime", "norelatime", "strictatime", "nostrictatime")),
          Map.entry(
              "private",
              List.of(
                  "rprivate",
                  "shared",
                  "rshared",
                  "slave",
                  "rslave",
                  "unbindable",
                  "runbindable")));

  private MountOptions() {}

  /** Each once; by what they are about, and as written among those about one thing. */
  static List<String> ordered(List<String> options) {
    List<String> ordered = new ArrayList<>(options);
    ordered.sort(Comparator.comparing(MountOptions::subject));
    for (int i = ordered.size() - 1; i > 0; i--) {
      if (ordered.get(i).equals(ordered.get(i - 1))) {
        ordered.remove(i);
      }
    }
    return ordered;
  }

  /** Of an option with a value its name. */
  private static String subject(String option) {
    return ABOUT.entrySet().stream()
        .filter(about -> about.getValue().contains(option))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(option.split("=", 2)[0]);
  }
}
