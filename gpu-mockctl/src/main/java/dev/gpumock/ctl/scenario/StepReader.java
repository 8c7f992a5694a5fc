package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
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
  private final Map<String, Reader> readers = new LinkedHashMap<>();

  StepReader(Path folder) {
    this.folder = folder;
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
    readers.put("event", StepReader::event);
    readers.put("log", StepReader::log);
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
    return file;
  }

  private static Step restart(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("workload"));
    return new Step.Restart(fields.choice("workload", Workload.labels(), Workload.values()));
  }

  private static Step machine(String place, JsonNode node) {
    return new Step.BecomeMachine(new Fields(place, node, List.of("is")).text("is"));
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

  private static Step event(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("of", "reason", "text"));
    return new Step.Event(fields.text("of"), fields.text("reason"), fields.text("text"));
  }

  private static Step gone(String place, JsonNode node) {
    return new Step.Gone(new Fields(place, node, List.of("what")).text("what"));
  }

  private static Step log(String place, JsonNode node) {
    Fields fields = new Fields(place, node, List.of("pod", "container", "text"));
    return new Step.Log(fields.text("pod"), fields.optionalText("container"), fields.text("text"));
  }
}
