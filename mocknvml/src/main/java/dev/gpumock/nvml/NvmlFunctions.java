package dev.gpumock.nvml;

import java.util.ArrayList;
import java.util.List;

/**
 * Every function that the library exports and what it is, from the table that the library was built
 * from (nvml_functions.def).
 */
public final class NvmlFunctions {
  private static final String TABLE = "nvml_functions.txt";

  /** What a function does on at least one machine of the catalog. */
  public enum Kind {
    /** It tells what the machine has. */
    ANSWERED,
    /** It changes the state, for all processes. */
    SETTER,
    /** No machine has the thing: it says so, as the driver does. */
    REFUSED
  }

  /**
   * One row of the table.
   *
   * @param subject a few words, for example {@code fans and temperature}
   */
  public record NvmlFunction(String name, Kind kind, String subject) {}

  private NvmlFunctions() {}

  /** All functions, by subject. */
  public static List<NvmlFunction> all() {
    List<NvmlFunction> functions = new ArrayList<>();
    String subject = "";
    for (String line : NativeFiles.readText(TABLE).lines().toList()) {
      if (line.startsWith("=")) {
        subject = line.substring(1);
      } else {
        functions.add(new NvmlFunction(line.substring(1), kind(line.charAt(0)), subject));
      }
    }
    return List.copyOf(functions);
  }

  private static Kind kind(char letter) {
    return switch (letter) {
      case 'A' -> Kind.ANSWERED;
      case 'S' -> Kind.SETTER;
      default -> Kind.REFUSED;
    };
  }
}
