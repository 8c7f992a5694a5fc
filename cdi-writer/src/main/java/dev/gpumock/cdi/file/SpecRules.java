package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.SpecKind;
import dev.gpumock.cdi.spec.SpecVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a runtime demands of a specification before it takes any device from it. */
public final class SpecRules {
  private final List<Problem> problems = new ArrayList<>();

  private SpecRules() {}

  /**
   * @throws CdiException naming all that is wrong
   */
  public static void require(CdiSpec spec) throws CdiException {
    List<Problem> problems = problems(spec);
    if (!problems.isEmpty()) {
      throw new CdiException(
          "the CDI specification would be invalid: "
              + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
  }

  public static List<Problem> problems(CdiSpec spec) {
    SpecRules rules = new SpecRules();
    rules.checkVersion(spec);
    rules.checkKind(spec.kind());
    rules.problems.addAll(EditsRules.problems("containerEdits", spec.edits()));
    rules.checkDevices(spec.devices());
    return List.copyOf(rules.problems);
  }

  private void checkVersion(CdiSpec spec) {
    Optional<SpecVersion> declared = SpecVersion.parse(spec.version());
    SpecVersion needed = SpecVersion.minimum(spec);
    if (declared.isEmpty()) {
      String version = spec.version().isEmpty() ? "no version" : "'" + spec.version() + "'";
      problem("cdiVersion", version + ": a released one such as " + needed.text() + " is needed");
    } else if (declared.get().compareTo(needed) < 0) {
      problem(
          "cdiVersion",
          spec.version() + " is too low for what is used here, which needs " + needed.text());
    }
  }

  private void checkKind(SpecKind kind) {
    if (kind.toString().isEmpty()) {
      problem("kind", "no kind: VENDOR/CLASS is needed");
      return;
    }
    SpecNames.kindPartError("vendor", kind.vendor()).ifPresent(error -> problem("kind", error));
    SpecNames.kindPartError("class", kind.deviceClass()).ifPresent(error -> problem("kind", error));
  }

  private void checkDevices(List<Device> devices) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < devices.size(); i++) {
      Device device = devices.get(i);
      String property = "devices[" + i + "]";
      SpecNames.deviceError(device.name()).ifPresent(error -> problem(property + ".name", error));
      if (!device.name().isEmpty() && !names.add(device.name())) {
        problem(property + ".name", "a second device '" + device.name() + "'");
      }
      if (device.edits().isEmpty()) {
        problem(
            property + ".containerEdits",
            "device '" + device.name() + "' has no edits: no node, mount or other");
      }
      problems.addAll(EditsRules.problems(property + ".containerEdits", device.edits()));
    }
    if (devices.isEmpty()) {
      problem("devices", "there is no device");
    }
  }

  private void problem(String property, String message) {
    problems.add(Problem.at(property, message));
  }
}
