package dev.gpumock.cdi.judge;

import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.GeneratedSpec;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.tree.HostFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Asks the toolkit and this module the same, and counts how they agree. */
final class Comparison {
  private static final int SHOWN = 5;

  private final ChrootToolkit toolkit;
  private final ToolkitVersion version;
  private final StringBuilder differences = new StringBuilder();
  private int equal;
  private int bothFail;
  private int different;

  Comparison(ChrootToolkit toolkit, ToolkitVersion version) {
    this.toolkit = toolkit;
    this.version = version;
  }

  void compare(Path system, Combination combination) throws IOException {
    Judges.Run theirs = toolkit.generate(system, combination.flags());
    Ours ours = ours(system, combination);
    if (theirs.status() != 0 && !ours.made()) {
      bothFail++;
    } else if (theirs.status() == 0
        && ours.made()
        && Arrays.equals(theirs.output(), ours.bytes())) {
      equal++;
    } else {
      add(combination, theirs, ours);
    }
  }

  /** What this module gave: bytes, or why not. */
  private record Ours(byte[] bytes, String failure) {
    boolean made() {
      return failure.isEmpty();
    }
  }

  private Ours ours(Path system, Combination combination) throws IOException {
    SpecFormat format = combination.json() ? SpecFormat.JSON : SpecFormat.YAML;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (GeneratedSpec generated :
          CdiGenerator.generate(
                  HostFiles.seenAt(system),
                  combination.request(version),
                  combination.shape().machine().facts())
              .specs()) {
        bytes.write(format.render(generated.spec()));
      }
      return new Ours(bytes.toByteArray(), "");
    } catch (CdiException e) {
      return new Ours(new byte[0], e.getMessage());
    }
  }

  private void add(Combination combination, Judges.Run theirs, Ours ours) throws IOException {
    different++;
    if (different > SHOWN) {
      return;
    }
    differences.append('\n').append(combination.flags()).append(combination.shape().layout());
    if (theirs.status() != 0 || !ours.made()) {
      differences.append("\ntoolkit: ").append(theirs.status()).append(theirs.error());
      differences.append("\nthis: ").append(ours.failure());
    } else {
      differences.append('\n').append(LineDiff.of(theirs.output(), ours.bytes()));
    }
  }

  int count() {
    return equal + bothFail + different;
  }

  int equal() {
    return equal;
  }

  /** Empty when there is none. */
  String differences() {
    return different == 0 ? "" : different + " differences, the first:" + differences;
  }

  @Override
  public String toString() {
    return equal + " equal, " + bothFail + " refused by both, " + different + " different";
  }
}
