package dev.gpumock.ctl.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in what a scenario's files cannot know: {@code ${name}}. */
final class Placeholders {
  private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");

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
