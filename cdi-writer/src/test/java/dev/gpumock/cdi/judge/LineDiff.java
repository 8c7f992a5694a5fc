package dev.gpumock.cdi.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A difference as a person reads it. */
final class LineDiff {
  private LineDiff() {}

  static String of(byte[] expected, byte[] actual) throws IOException {
    Path first = Files.write(Files.createTempFile("expected", ""), expected);
    Path second = Files.write(Files.createTempFile("actual", ""), actual);
    String text =
        Judges.run(List.of("diff", "-u", first.toString(), second.toString()), Map.of()).text();
    Files.delete(first);
    Files.delete(second);
    return text;
  }
}
