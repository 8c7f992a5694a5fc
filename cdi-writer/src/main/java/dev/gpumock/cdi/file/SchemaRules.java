package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.Hook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What CDI's JSON schema and the checks that go with it demand of values, beside what runtimes do:
 * annotations are such as Kubernetes has, a time-out is not negative.
 */
final class SchemaRules {
  private static final long MAX_UINT32 = 0xffff_ffffL;
  private static final int MAX_NAME = 63;
  private static final int MAX_PREFIX = 253;
  private static final int MAX_ANNOTATIONS = 256 * 1024;
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private final List<Problem> problems = new ArrayList<>();

  private SchemaRules() {}

  static List<Problem> problems(CdiSpec spec) {
    SchemaRules rules = new SchemaRules();
    rules.checkAnnotations("annotations", spec.annotations());
    rules.checkHooks("containerEdits", spec.edits());
    for (int i = 0; i < spec.devices().size(); i++) {
      String device = "devices[" + i + "].";
      rules.checkAnnotations(device + "annotations", spec.devices().get(i).annotations());
      rules.checkHooks(device + "containerEdits", spec.devices().get(i).edits());
    }
    return rules.problems;
  }

  private void checkHooks(String property, ContainerEdits edits) {
    for (int i = 0; i < edits.hooks().size(); i++) {
      Hook hook = edits.hooks().get(i);
      OptionalLong timeout = hook.timeout();
      if (timeout.isPresent() && (timeout.getAsLong() < 0 || timeout.getAsLong() > MAX_UINT32)) {
        String message = "the schema wants 0 to " + MAX_UINT32 + ", it is " + timeout.getAsLong();
        problems.add(Problem.at(property + ".hooks[" + i + "].timeout", message));
      }
    }
  }

  private void checkAnnotations(String property, Map<String, String> annotations) {
    long size = 0;
    for (Map.Entry<String, String> entry : annotations.entrySet()) {
      size += length(entry.getKey()) + length(entry.getValue());
      if (!isQualifiedName(entry.getKey().toLowerCase(Locale.ROOT))) {
        String message =
            "'" + entry.getKey() + "' is no name for an annotation, such as example.com/name";
        problems.add(Problem.at(property, message));
      }
    }
    if (size > MAX_ANNOTATIONS) {
      String message = "the annotations have " + size + " bytes, more than " + MAX_ANNOTATIONS;
      problems.add(Problem.at(property, message));
    }
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** {@code NAME} or {@code PREFIX/NAME}. */
  private static boolean isQualifiedName(String key) {
    int slash = key.indexOf('/');
    String prefix = key.substring(0, Math.max(slash, 0));
    String name = key.substring(slash + 1);
    boolean prefixed = prefix.length() <= MAX_PREFIX && PREFIX.matcher(prefix).matches();
    return (slash < 0 || prefixed) && name.length() <= MAX_NAME && NAME.matcher(name).matches();
  }
}
