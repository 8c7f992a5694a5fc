package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.spec.SpecVersion;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CDI project's own library and this module find the same specifications valid. */
class ValidatorAgreementIT {
  private static final int SPECS = 620;

  private static final String ENV =
      "# \ud83d\ude42\n{\"cdiVersion\": \"0.5.0\", \"kind\": \"a.b/c\", \"devices\":"
          + " [{\"name\": \"a\", \"containerEdits\": {\"env\": [%s]}}]}\n";

  @TempDir Path dir;

  private int valid;
  private int invalid;

  @BeforeAll
  static void require() {
    Judges.require();
  }

  @Test
  void agreesOnMutatedSpecifications() throws IOException {
    List<String> good = goodSpecifications();
    Path judge = Judges.path("cdi-check");
    StringBuilder differences = new StringBuilder();
    for (int seed = 0; seed < SPECS; seed++) {
      Random random = new Random(seed * 0x9E3779B97F4A7C15L);
      String text = SpecMutation.of(random, good.get(seed % good.size()), random.nextInt(4));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      differences.append(difference(judge, "seed " + seed, bytes));
    }
    System.out.println("CDI's validator: " + valid + " valid, " + invalid + " invalid");
    assertEquals("", differences.toString());
    assertTrue(valid >= 200 && invalid >= 200, valid + " valid of " + SPECS);
  }

  @Test
  void agreesOnWhatIsBarelyYaml() throws IOException {
    Path judge = Judges.path("cdi-check");
    StringBuilder differences = new StringBuilder();
    int number = 0;
    for (byte[] bytes : odd(goodSpecifications().get(0))) {
      differences.append(difference(judge, "odd " + number++, bytes));
    }
    assertEquals("", differences.toString());
    assertTrue(valid > 4 && invalid > 4, valid + " valid, " + invalid + " invalid");
  }

  private static List<byte[]> odd(String good) {
    List<byte[]> odd = new ArrayList<>();
    for (Charset charset :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1)) {
      odd.add(good.replace("dev0", "d\u00e9").getBytes(charset));
      odd.add(("\ufeff" + good).getBytes(charset));
      odd.add(("\ufeff" + good + "# \ud83d\ude00").getBytes(charset));
      odd.add(("\ufeff" + good + "# \ud83d").getBytes(charset));
    }
    String json = "{\t\"cdiVersion\":\"0.3.0\",\r\n\t\"kind\":\t\"a.b/c\",\n\t\t\"devices\":%s}";
    for (String devices :
        List.of(
            "[{\"name\":\"a\",\"containerEdits\":{\"env\":[\"A=\tb\"]}}]\t",
            "[{\"name\":\"a\",\"containerEdits\":{\"env\":[\"A=b\",\t]}\t,}]",
            "[{\"name\":\"a\"\"containerEdits\":{\"env\":[\"A=b\"]}}]")) {
      odd.add(json.formatted(devices).getBytes(StandardCharsets.UTF_8));
    }
    for (String env :
        List.of(
            "\"A=\\ud83d\"",
            "\"A=\\ud83d\\ude42\"",
            "\"A=\\U0000DE42\"",
            "\"A=\\U0001F642\"",
            "\"A=\\\\ud83d \ud83d\ude42\"",
            "'A=\\ud83d \ud83d\ude42'",
            "A=\\ud83d")) {
      odd.add(ENV.formatted(env).getBytes(StandardCharsets.UTF_8));
    }
    for (int aliases : List.of(60, 99, 120, 900, 5000)) {
      String env = "  env: [&v A=b" + ", *v".repeat(aliases) + "]\n";
      String device = "- {name: a%d, containerEdits: *c}\n";
      StringBuilder text = new StringBuilder("cdiVersion: 0.5.0\nkind: a.b/c\n");
      text.append("containerEdits: &c\n").append(env).append("devices:\n");
      for (int i = 0; i < 50; i++) {
        text.append(device.formatted(i));
      }
      odd.add(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return odd;
  }

  private String difference(Path judge, String name, byte[] bytes) throws IOException {
    Path specs = Files.createDirectory(dir.resolve(name));
    Files.write(specs.resolve("spec.yaml"), bytes);
    Judges.Run theirs = Judges.run(List.of(judge.toString(), specs.toString()), Map.of());
    SpecDocument ours = SpecDocument.read(bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean accepted = ours.problems().isEmpty();
    if (accepted != (theirs.status() == 0)) {
      return "\n--- " + name + ": this module " + ours.problems() + "\n" + theirs.text() + text;
    }
    if (accepted) {
      valid++;
      String needed = SpecVersion.minimum(ours.spec().orElseThrow()).text();
      boolean same = theirs.text().contains("\"neededVersion\": \"" + needed + "\"");
      return same ? "" : "\n--- " + name + ": needs " + needed + "\n" + theirs.text() + text;
    }
    invalid++;
    Set<Integer> lines = lines(theirs.text());
    ours.problems().forEach(problem -> lines.remove(problem.line()));
    return lines.isEmpty() ? "" : "\n--- " + name + ": lines " + lines + ours.problems() + text;
  }

  /** The lines that the judge names, where it reads on behind a problem. */
  private static Set<Integer> lines(String report) {
    return Pattern.compile("\\\\n  line (\\d+): ")
        .matcher(report)
        .results()
        .map(result -> Integer.valueOf(result.group(1)))
        .collect(Collectors.toSet());
  }

  private static List<String> goodSpecifications() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/specs"))) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }
}
