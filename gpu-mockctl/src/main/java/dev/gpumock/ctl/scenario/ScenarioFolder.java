package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gpumock.topo.catalog.NearName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that holds a folder for each scenario. */
public record ScenarioFolder(Path path) {
  private static final String FILE = "scenario.yaml";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** All scenarios, by name. */
  public List<Scenario> all() {
    return names().stream().map(this::read).toList();
  }

  public Scenario named(String name) {
    List<String> names = names();
    if (!names.contains(name)) {
      List<String> near = NearName.of(name, names);
      throw new ScenarioException(
          "%s has no scenario '%s'%s"
              .formatted(path, name, near.isEmpty() ? "" : ", did you mean " + near.get(0) + "?"));
    }
    return read(name);
  }

  private List<String> names() {
    try (Stream<Path> folders = Files.list(path)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(FILE)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ScenarioException(path + ": no folder of scenarios; name one by --dir");
    }
  }

  private Scenario read(String name) {
    Path folder = path.resolve(name);
    Path file = folder.resolve(FILE);
    if (!name.matches("[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?")) {
      throw new ScenarioException(
          folder
              + ": the name must be of a-z, 0-9 and -, at most 50, as it is part of a namespace's");
    }
    Fields fields =
        new Fields(
            file.toString(), tree(file), List.of("title", "requires", "namespaceLabels", "steps"));
    Requirements requires = requirements(file + ": requires", fields);
    return new Scenario(
        name,
        folder,
        fields.text("title"),
        requires,
        fields.textMap("namespaceLabels"),
        new StepReader(folder, requires.driver()).read(file + ": steps", fields.list("steps")));
  }

  private static Requirements requirements(String place, Fields scenario) {
    Fields fields =
        new Fields(
            place,
            scenario.map("requires"),
            List.of(
                "driver",
                "gpus",
                "nodes",
                "mig",
                "nodePower",
                "kubernetesFeatures",
                "driverFeatures"));
    return new Requirements(
        fields.choice("driver", Driver.labels(), Driver.values()),
        fields.number("gpus", 1),
        fields.number("nodes", 1),
        fields.flag("mig", false),
        fields.flag("nodePower", false),
        fields.optionalTexts("kubernetesFeatures"),
        fields.optionalTexts("driverFeatures"));
  }

  private static JsonNode tree(Path file) {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new ScenarioException(
          "%s:%d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ScenarioException(file + ": cannot be read: " + e.getMessage());
    }
  }
}
