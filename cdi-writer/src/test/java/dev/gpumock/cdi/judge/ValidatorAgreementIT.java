package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.spec.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CDI project's own library and this module find the same specifications valid. */
class ValidatorAgreementIT {
  private static final int SPECS = 400;

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
      Random random = new Random(seed);
      String text = SpecMutation.of(random, good.get(seed % good.size()), random.nextInt(3));
      differences.append(difference(judge, seed, text));
    }
    System.out.println("CDI's validator: " + valid + " valid, " + invalid + " invalid");
    assertEquals("", differences.toString());
    assertTrue(valid > SPECS / 5 && invalid > SPECS / 5, valid + " valid of " + SPECS);
  }

  private String difference(Path judge, int seed, String text) throws IOException {
    Path specs = Files.createDirectory(dir.resolve("specs" + seed));
    Files.writeString(specs.resolve("spec.yaml"), text);
    Judges.Run theirs = Judges.run(List.of(judge.toString(), specs.toString()), Map.of());
    SpecDocument ours = SpecDocument.read(text.getBytes(StandardCharsets.UTF_8));
    boolean accepted = ours.problems().isEmpty();
    if (accepted != (theirs.status() == 0)) {
      return "\n--- seed "
          + seed
          + ": this module "
          + ours.problems()
          + "\n"
          + theirs.text()
          + text;
    }
    if (accepted) {
      valid++;
      String needed = SpecVersion.minimum(ours.spec().orElseThrow()).text();
      boolean same = theirs.text().contains("\"neededVersion\": \"" + needed + "\"");
      return same ? "" : "\n--- seed " + seed + ": needs " + needed + "\n" + theirs.text() + text;
    }
    invalid++;
    return "";
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
