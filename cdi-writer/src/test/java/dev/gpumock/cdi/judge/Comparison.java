package dev.gpumock.cdi.judge;

import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.GeneratedSpec;
import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.RootTransform;
import dev.gpumock.cdi.tree.HostFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the toolkit and this module the same, and counts how they agree. */
final class Comparison {
  private static final int SHOWN = 5;

  /** The toolkit does not raise the version when a host path is new, and refuses its own result. */
  private static final Pattern TOO_OLD =
      Pattern.compile("the spec version must be at least v([0-9.]+)");

  private final ChrootToolkit toolkit;
  private final ToolkitVersion version;
  private final StringBuilder differences = new StringBuilder();
  private int equal;
  private int bothFail;
  private int different;
  private int transforms;
  private int raised;

  Comparison(ChrootToolkit toolkit, ToolkitVersion version) {
    this.toolkit = toolkit;
    this.version = version;
  }

  void compare(Path system, Combination combination) throws IOException {
    Judges.Run theirs = toolkit.generate(system, combination.flags());
    Ours ours = ours(system, combination);
    boolean bothFailed = theirs.status() != 0 && !ours.made();
    if (bothFailed && FailureKind.agree(theirs.error(), ours.failure())) {
      bothFail++;
    } else if (theirs.status() == 0
        && ours.made()
        && Arrays.equals(theirs.output(), ours.bytes())) {
      equal++;
    } else {
      add(combination, theirs, ours);
    }
  }

  /** Moves a specification that both have written. */
  void compareTransform(Path system, Combination combination, List<String> transform)
      throws IOException {
    Judges.Run spec = toolkit.generate(system, combination.flags());
    if (spec.status() != 0) {
      return;
    }
    Files.write(system.resolve("tmp/spec.yaml"), spec.output());
    Judges.Run theirs = toolkit.transform(system, "/tmp/spec.yaml", transform);
    CdiSpec moved = moved(spec.output(), transform);
    byte[] ours = SpecFormat.YAML.render(moved);
    Matcher needed = TOO_OLD.matcher(theirs.error());
    transforms++;
    if (theirs.status() != 0 && needed.find()) {
      raised++;
      Files.write(system.resolve("tmp/spec.yaml"), raised(spec.output(), needed.group(1)));
      theirs = toolkit.transform(system, "/tmp/spec.yaml", transform);
    }
    if (theirs.status() != 0 || !Arrays.equals(theirs.output(), ours)) {
      add(combination, theirs, new Ours(ours, ""));
      differences.append(transform);
    }
  }

  /** Declares the version that the toolkit asks for, so that it writes what it refused. */
  private static byte[] raised(byte[] spec, String version) {
    String text = new String(spec, StandardCharsets.UTF_8);
    return text.replaceFirst("cdiVersion: .*", "cdiVersion: " + version)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static CdiSpec moved(byte[] text, List<String> transform) {
    CdiSpec spec = SpecDocument.read(text).spec().orElseThrow();
    RootTransform move = RootTransform.of(transform.get(0), transform.get(1));
    CdiSpec moved = transform.get(2).equals("host") ? move.onHost(spec) : move.inContainer(spec);
    return moved.withSufficientVersion();
  }

  int transforms() {
    return transforms;
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
    return equal
        + " equal, "
        + bothFail
        + " refused by both, "
        + different
        + " different, "
        + transforms
        + " transforms, "
        + raised
        + " of them to a higher version";
  }
}
