package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.Hook;
import dev.gpumock.cdi.spec.IntelRdt;
import dev.gpumock.cdi.spec.NetDevice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for container edits: SPEC.md, "Container edits". */
final class EditsRules {
  private static final Set<String> HOOK_NAMES =
      Set.of(
          "prestart",
          "createRuntime",
          "createContainer",
          "startContainer",
          "poststart",
          "poststop");
  private static final Set<String> NODE_TYPES = Set.of("", "b", "c", "u", "p");

  /** PATH_MAX: a class of service is a directory of resctrl. */
  private static final int MAX_CLOS = 4096;

  private final String property;
  private final List<Problem> problems = new ArrayList<>();

  private EditsRules(String property) {
    this.property = property;
  }

  static List<Problem> problems(String property, ContainerEdits edits) {
    EditsRules rules = new EditsRules(property);
    rules.checkEnv("env", edits.env());
    for (int i = 0; i < edits.deviceNodes().size(); i++) {
      rules.check("deviceNodes[" + i + "]", edits.deviceNodes().get(i));
    }
    for (int i = 0; i < edits.hooks().size(); i++) {
      rules.check("hooks[" + i + "]", edits.hooks().get(i));
    }
    edits.intelRdt().ifPresent(rules::check);
    rules.checkNetDevices(edits.netDevices());
    return rules.problems;
  }

  private void checkEnv(String name, List<String> env) {
    for (int i = 0; i < env.size(); i++) {
      if (env.get(i).indexOf('=') <= 0) {
        problem(name + "[" + i + "]", "'" + env.get(i) + "' is not NAME=VALUE");
      }
    }
  }

  private void check(String name, DeviceNode node) {
    if (!NODE_TYPES.contains(node.type())) {
      problem(name + ".type", "'" + node.type() + "' is not c, b, u or p");
    }
    String permissions = node.permissions();
    if (!permissions.equals("none") && !hasOnly("rwm", permissions)) {
      problem(name + ".permissions", "'" + permissions + "' has more than r, w and m");
    }
  }

  private static boolean hasOnly(String letters, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (letters.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private void check(String name, Hook hook) {
    if (!HOOK_NAMES.contains(hook.hookName())) {
      problem(name + ".hookName", "'" + hook.hookName() + "' is no hook of OCI");
    }
    if (hook.path().isEmpty()) {
      problem(name + ".path", "the hook has no program");
    }
    checkEnv(name + ".env", hook.env());
  }

  private void check(IntelRdt rdt) {
    String clos = rdt.closId();
    boolean fileName =
        clos.getBytes(StandardCharsets.UTF_8).length < MAX_CLOS
            && !clos.equals(".")
            && !clos.equals("..")
            && clos.indexOf('/') < 0
            && clos.indexOf('\n') < 0;
    if (!fileName && !clos.equals("/")) {
      problem("intelRdt.closID", "it is no file name, and not /");
    }
  }

  private void checkNetDevices(List<NetDevice> devices) {
    Set<String> hostNames = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < devices.size(); i++) {
      NetDevice device = devices.get(i);
      String name = "netDevices[" + i + "]";
      checkUnique(name + ".hostInterfaceName", device.hostInterfaceName(), hostNames);
      checkUnique(name + ".name", device.name(), names);
    }
  }

  private void checkUnique(String name, String value, Set<String> seen) {
    if (value.isEmpty()) {
      problem(name, "it is empty");
    } else if (!seen.add(value)) {
      problem(name, "a second '" + value + "'");
    }
  }

  private void problem(String name, String message) {
    problems.add(Problem.at(property + "." + name, message));
  }
}
