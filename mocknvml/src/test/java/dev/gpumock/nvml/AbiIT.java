package dev.gpumock.nvml;

import static dev.gpumock.nvml.TestPrograms.assertDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The library's types and functions against NVIDIA's: a compiler is asked for the size of each
 * struct and the offset of each field, with our header and with four of theirs.
 */
class AbiIT {
  private static final Path OWN = Path.of("src/main/c/nvml_types.h").toAbsolutePath();
  private static final Pattern OPAQUE = Pattern.compile("NVML_OPAQUE\\((\\w+), \\d+, \\w+\\)");
  private static final Pattern ALIAS = Pattern.compile("typedef nvml\\w+_t (nvml\\w+_t);");
  private static final Pattern NAME = Pattern.compile("(\\w+)\\s*(\\[[^\\]]*\\]\\s*)*$");

  /** Its list of metrics is longer with each header; the library goes by the count before it. */
  private static final String GROWING = "nvmlGpmMetricsGet_t";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nvml-h-11.8", "nvml-h-12.4", "nvml-h-12.9", "nvml-h-13"})
  void structsAreThoseOfTheHeader(String name) throws Exception {
    Path header = Judges.path(name);
    List<String> asked = known(expressions(), header);
    assertTrue(asked.size() > 200, "asked for " + asked.size());
    List<String> wrong = new ArrayList<>(numbers(OWN, asked));
    wrong.removeAll(numbers(header, asked));
    assertEquals(List.of(), wrong);
  }

  /**
   * The newest header has every type of ours, and the names without a version, which mean another
   * version in each header, mean the same.
   */
  @Test
  void namesAreThoseOfTheNewestHeader() throws Exception {
    Path header = Judges.path("nvml-h-13");
    List<String> all = expressions();
    assertEquals(all, known(all, header));
    List<String> names = new ArrayList<>();
    ALIAS.matcher(ownText()).results().forEach(m -> addSize(m.group(1), names));
    assertEquals(numbers(header, names), numbers(OWN, names));
  }

  @ParameterizedTest
  @ValueSource(strings = {"libnvidia-ml-535", "libnvidia-ml-550"})
  void exportsWhatTheRealLibraryDoes(String name) throws Exception {
    Path own = folder.resolve("own");
    Files.write(own, NativeFiles.read(PlacedLibrary.ownCpu(), "libnvidia-ml.so"));
    Set<String> real = exports(Judges.path(name));
    assertTrue(real.size() > 300, "the real one has " + real.size());
    real.removeAll(exports(own));
    assertEquals(Set.of(), real);
  }

  /** Of our header: {@code sizeof(type)} and {@code offsetof(type, field)}, all there are. */
  private static List<String> expressions() throws IOException {
    String text = ownText();
    List<String> expressions = new ArrayList<>();
    for (int at = 0; (at = text.indexOf("typedef struct", at)) >= 0; at++) {
      addStruct(text.substring(at), expressions);
    }
    OPAQUE.matcher(text).results().forEach(m -> addSize("nvml" + m.group(1) + "_t", expressions));
    return expressions;
  }

  private static String ownText() throws IOException {
    return Files.readString(OWN).replaceAll("(?s)/\\*.*?\\*/", "");
  }

  private static void addSize(String type, List<String> expressions) {
    expressions.add("sizeof(" + type + ")");
  }

  /** The fields of structs and unions inside of it go by their own names, which C can tell. */
  private static void addStruct(String text, List<String> expressions) {
    int start = text.indexOf('{');
    int end = start;
    StringBuilder outer = new StringBuilder();
    for (int depth = 1; start >= 0 && depth != 0; ) {
      char c = text.charAt(++end);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      outer.append(depth == 1 && c != '}' ? c : ' ');
    }
    Matcher name =
        Pattern.compile("\\}\\s*(nvml\\w+_t);").matcher(text.substring(Math.max(end, 0)));
    if (start < 0 || !name.lookingAt()) {
      return; /* only named, or part of a macro */
    }
    if (!name.group(1).equals(GROWING)) {
      addSize(name.group(1), expressions);
    }
    for (String declaration : outer.toString().split("[;,]")) {
      Matcher field = NAME.matcher(declaration.strip());
      if (field.find()) {
        expressions.add("offsetof(" + name.group(1) + ", " + field.group(1) + ")");
      }
    }
  }

  /** Those of types that the header has. */
  private static List<String> known(List<String> expressions, Path header) throws IOException {
    Set<String> words = new HashSet<>(List.of(Files.readString(header).split("\\W+")));
    return expressions.stream().filter(e -> words.contains(e.split("[(),]")[1])).toList();
  }

  private List<String> numbers(Path header, List<String> expressions) throws Exception {
    StringBuilder source = new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n");
    source.append("#include \"").append(header).append("\"\nint main(void) {\n");
    for (String expression : expressions) {
      source.append("printf(\"%s %%zu\\n\", %s);\n".formatted(expression, expression));
    }
    Path file = Files.writeString(folder.resolve("abi.c"), source.append("}\n"));
    Path program = folder.resolve("abi");
    TestPrograms.require("cc");
    assertDone(
        TestPrograms.run(Map.of(), List.of("cc", "-w", file.toString(), "-o", program.toString())));
    return assertDone(TestPrograms.run(Map.of(), List.of(program.toString()))).lines().toList();
  }

  private static Set<String> exports(Path library) throws Exception {
    TestPrograms.require("nm");
    Set<String> names = new TreeSet<>();
    String told =
        assertDone(
            TestPrograms.run(Map.of(), List.of("nm", "-D", "--defined-only", library.toString())));
    for (String line : told.lines().toList()) {
      names.add(line.replaceAll("^\\S+ \\S (\\w+).*", "$1"));
    }
    return names;
  }
}
