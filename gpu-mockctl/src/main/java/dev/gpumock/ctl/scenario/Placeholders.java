package dev.gpumock.ctl.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in what a scenario's files cannot know: {@code ${name}}. */
final class Placeholders {
  private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");

  private static final List<String> KNOWN = List.of("pod-image", "i", "node", "gpus", "gpus+1");

  private final Map<String, String> values = new LinkedHashMap<>();

  Placeholders(String podImage, Inventory inventory) {
    values.put("pod-image", podImage);
    values.put("node", inventory.node());
    values.put("gpus", Integer.toString(inventory.most()));
    values.put("gpus+1", Integer.toString(inventory.most() + 1));
    inventory
        .chosen()
        .ifPresent(
            gpu -> gpu.attributes().forEach((name, text) -> values.put("gpu." + name, text)));
  }

  /** Of a manifest, when a scenario is read: what no cluster can fill in. */
  static void refuseUnknown(Path file, Driver driver) {
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        refuseUnknown(file + ":" + (i + 1), lines.get(i), driver);
      }
    } catch (IOException e) {
      throw new ScenarioException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** Which attributes a GPU has only its ResourceSlice says. */
  static void refuseUnknown(String where, String text, Driver driver) {
    for (Matcher matcher = NAME.matcher(text); matcher.find(); ) {
      String name = matcher.group(1);
      boolean attribute = driver == Driver.DRA && name.matches("gpu\\.\\w+");
      if (!attribute && !KNOWN.contains(name)) {
        String known = String.join("}, ${", KNOWN);
        String gpu = driver == Driver.DRA ? ", ${gpu.ATTRIBUTE}" : "";
        throw new ScenarioException(
            "%s: unknown ${%s}; known are ${%s}%s".formatted(where, name, known, gpu));
      }
    }
  }

  /**
   * @param where for the message about a name that is not known
   * @param index what {@code ${i}} stands for
   */
  String fill(String where, String text, int index) {
    Matcher matcher = NAME.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = name.equals("i") ? Integer.toString(index) : values.get(name);
      if (value == null) {
        throw new ScenarioException(
            "%s: ${%s} has no value here; known are ${i}, ${%s}"
                .formatted(where, name, String.join("}, ${", values.keySet())));
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }
}
