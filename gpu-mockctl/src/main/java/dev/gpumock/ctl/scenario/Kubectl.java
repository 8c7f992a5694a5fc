package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The program kubectl. */
record Kubectl(Program program) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Program.Answer run(String... arguments) {
    return runWith("", arguments);
  }

  /** Output of a call that must not fail. */
  String text(String... arguments) {
    Program.Answer answer = run(arguments);
    if (!answer.good()) {
      throw new ScenarioException(
          "kubectl %s: %s".formatted(String.join(" ", arguments), answer.reason()));
    }
    return answer.out();
  }

  JsonNode json(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-o";
    all[arguments.length + 1] = "json";
    try {
      return JSON.readTree(text(all));
    } catch (JsonProcessingException e) {
      throw new ScenarioException("kubectl " + String.join(" ", all) + ": is no JSON");
    }
  }

  /**
   * @param input what kubectl reads from its standard input
   */
  Program.Answer runWith(String input, String... arguments) {
    try {
      return program.run(input, List.of(arguments));
    } catch (IOException e) {
      throw new ScenarioException(
          program.command().get(0)
              + " cannot be run; install kubectl, or name it by --kubectl or KUBECTL",
          true);
    }
  }
}
