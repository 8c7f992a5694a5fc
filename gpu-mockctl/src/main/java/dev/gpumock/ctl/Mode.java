package dev.gpumock.ctl;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is made: the parts that {@code --mode} names. */
enum Mode {
  /** Device nodes and /proc files below {@code --base}. */
  FS,
  /** The driver root and the CDI specification. */
  CDI;

  private static final List<String> NAMES = List.of("fs", "cdi", "all");

  /** Reads a comma list of fs, cdi and all. */
  static Set<Mode> parse(String list) {
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    for (String name : list.split(",", -1)) {
      switch (name.strip()) {
        case "fs" -> modes.add(FS);
        case "cdi" -> modes.add(CDI);
        case "all" -> modes.addAll(Set.of(values()));
        default -> throw unknown(name);
      }
    }
    return modes;
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "--mode: unknown mode '%s'%s; it is fs, cdi, all or a comma list of them"
            .formatted(name, Hint.near(name, NAMES)));
  }
}
