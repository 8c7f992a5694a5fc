package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.NearName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the list of steps in a scenario's file to the steps. */
final class StepReader {
  private interface Reader {
    Step read(String place, JsonNode content);
  }

  private final Path folder;
  private final Driver driver;
  private final Map<String, Reader> readers = new LinkedHashMap<>();

  /**
   * @param driver which says what can be filled in
   */
  StepReader(Path folder, Driver driver) {
    this.folder = folder;
    this.driver = driver;
    readers.put("apply", this::apply);
    readers.put("delete", this::delete);
    readers.put("restart", StepReader::restart);
    readers.put("machine", StepReader::machine);
    readers.put("power", StepReader::power);
    readers.put("exec", StepReader::exec);
    readers.put("repeat", this::repeat);
    readers.put("pods", StepReader::pods);
    readers.put("gpus", StepReader::gpus);
    readers.put("node", StepReader::node);
    readers.put("fabric", StepReader::fabric);
    readers.put("driverRoot", StepReader::driverRoot);
    readers.put("slices", StepReader::slices);
    readers.put("event", this::event);
    readers.put("log", this::log);
    readers.put("gone", StepReader::gone);
  }

  List<Step> read(String place, JsonNode list) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      steps.add(step(place + "[" + i + "]", list.get(i)));
    }
    return steps;
  }

  private Step step(String place, JsonNode node) {
    Fields step = new Fields(place, node, readers.keySet());
    if (step.entries().size() != 1) {
      throw new ScenarioException(
          place
              + ": must be one of "
              + String.join(", ", readers.keySet())
              + ", with its settings");
    }
    Map.Entry<String, JsonNode> only = step.entries().iterator().next();
    return readers.get(only.getKey()).read(place + "." + only.getKey(), only.getValue());
  }

  private Step apply(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("file", "times"));
    return new Step.Apply(file(place, fields), fields.count("times").orElse(Count.ONE));
  }

  private Step delete(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("file", "times", "what", "wait"));
    return node.has("file")
        ? new Step.DeleteFile(file(place, fields), fields.count("times").orElse(Count.ONE))
        : new Step.Delete(fields.text("what"), fields.flag("wait", true));
  }

  private String file(String place, Fields fields) {
    String file = fields.text("file");
    if (!Files.isRegularFile(folder.resolve(file))) {
      throw new ScenarioException(place + ".file: there is no " + folder.resolve(file));
    }
    Placeholders.refuseUnknown(folder.resolve(file), driver);
    return file;
  }

  private static Step restart(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("workload"));
    return new Step.Restart(fields.choice("workload", Workload.labels(), Workload.values()));
  }

  private static Step machine(String place, JsonNode node) {
    String name = new Fields(place, node, List.of("is")).text("is");
    Catalog catalog = Catalog.standard();
    if (!catalog.has(name)) {
      List<String> near = NearName.of(name, catalog.namesAndAliases());
      String hint = near.isEmpty() ? "" : ", did you mean " + near.get(0) + "?";
      throw new ScenarioException(place + ".is: unknown machine '" + name + "'" + hint);
    }
    return new Step.BecomeMachine(name);
  }

  private static Step power(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("of", "is"));
    Boolean[] states = {false, true};
    return new Step.Power(fields.text("of"), fields.choice("is", List.of("down", "up"), states));
  }

  private static Step exec(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("pod", "container", "command"));
    return new Step.Exec(
        fields.text("pod"), fields.optionalText("container"), fields.texts("command"));
  }

  private Step repeat(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("times", "steps"));
    return new Step.Repeat(fields.number("times", 1), read(place + ".steps", fields.list("steps")));
  }

  private static Step pods(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("names", "count", "are", "seconds"));
    List<String> phases = Arrays.stream(Phase.values()).map(Phase::name).toList();
    return new Step.Pods(
        fields.texts("names"),
        fields.count("count"),
        fields.choice("are", phases, Phase.values()),
        fields.number("seconds", 0));
  }

  private static Step gpus(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("pods", "each", "distinct"));
    return new Step.Gpus(fields.texts("pods"), fields.count("each"), fields.count("distinct"));
  }

  private static Step node(String place, JsonNode node) {
    return new Step.Node(new Fields(place, node, List.of("of")).text("of"));
  }

  private static Step fabric(String place, JsonNode node) {
    return new Step.Fabric(new Fields(place, node, List.of("pods")).texts("pods"));
  }

  private static Step driverRoot(String place, JsonNode node) {
    new Fields(place, node, List.of());
    return new Step.DriverRoot();
  }

  private static Step slices(String place, JsonNode node) {
    new Fields(place, node, List.of());
    return new Step.Slices();
  }

  private Step event(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("of", "reason", "text"));
    return new Step.Event(fields.text("of"), fields.text("reason"), text(place, fields));
  }

  private static Step gone(String place, JsonNode node) {
    return new Step.Gone(new Fields(place, node, List.of("what")).text("what"));
  }

  private Step log(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("pod", "container", "text"));
    return new Step.Log(fields.text("pod"), fields.optionalText("container"), text(place, fields));
  }

  /** One that is filled in. */
  private String text(String place, Fields fields) {
    String text = fields.text("text");
    Placeholders.refuseUnknown(place + ".text", text, driver);
    return text;
  }
}
