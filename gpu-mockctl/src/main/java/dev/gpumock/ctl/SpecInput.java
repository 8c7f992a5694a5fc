package dev.gpumock.ctl;

import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import java.nio.file.Path;

/** A specification that is named on the command line; {@code -} is standard input. */
final class SpecInput {
  static final String STANDARD = "-";

  private SpecInput() {}

  static SpecDocument document(Path path) throws CdiException {
    return isStandard(path)
        ? SpecDocument.read(InputFile.standardInput())
        : SpecFile.document(path);
  }

  /**
   * @throws CdiException when it is not valid, too
   */
  static CdiSpec read(Path path) throws CdiException {
    return document(path).require(isStandard(path) ? "standard input" : path.toString());
  }

  private static boolean isStandard(Path path) {
    return path.toString().equals(STANDARD);
  }
}
