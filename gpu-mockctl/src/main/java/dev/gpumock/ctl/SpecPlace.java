package dev.gpumock.ctl;

import dev.gpumock.cdi.Generated;
import dev.gpumock.cdi.GeneratedSpec;
import dev.gpumock.cdi.file.SpecDirectory;
import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a specification is to lie, and what must not be lost there.
 *
 * @param format of a file whose name does not say it; absent: YAML
 * @param driverRoot of the driver that is described; a file that describes the same one is ours
 */
record SpecPlace(Path output, Optional<SpecFormat> format, String driverRoot, boolean force) {

  void write(Generated generated, Console console) throws CdiException {
    for (GeneratedSpec one : generated.specs()) {
      Path file = Path.of(one.fileName(named().toString())).toAbsolutePath();
      requireOurs(file);
      SpecDirectory.beside(file).requireNoConflict(file, one.spec());
    }
    for (GeneratedSpec one : generated.specs()) {
      Path file = Path.of(one.fileName(named().toString())).toAbsolutePath();
      SpecFile.write(file, one.spec());
      console.info("wrote " + file + ", CDI version " + one.spec().version());
    }
  }

  /** As the toolkit: a name that runtimes would not read gets the format's ending. */
  private Path named() {
    String name = output.toString();
    boolean read = name.endsWith(".yaml") || name.endsWith(".json");
    SpecFormat ending = format.or(() -> SpecFormat.ofFileName(name)).orElse(SpecFormat.YAML);
    return read ? output : Path.of(name + ending.extension());
  }

  private void requireOurs(Path file) throws CdiException {
    if (force || !Files.exists(file)) {
      return;
    }
    SpecDocument there = SpecFile.document(file);
    if (!there.problems().isEmpty() || !there.spec().map(this::isOfThisDriver).orElse(false)) {
      throw new NodeException(
          file
              + ": another program's file, it does not describe the driver at "
              + driverRoot
              + "; choose another --output, or --force overwrites it");
    }
  }

  private boolean isOfThisDriver(CdiSpec spec) {
    return Stream.concat(Stream.of(spec.edits()), spec.devices().stream().map(Device::edits))
        .flatMap(
            edits ->
                Stream.concat(
                    edits.mounts().stream().map(mount -> mount.hostPath().text()),
                    edits.deviceNodes().stream()
                        .map(
                            node -> node.hostPath().map(p -> p.text()).orElse(node.path().text()))))
        .allMatch(path -> path.startsWith(driverRoot.equals("/") ? "/" : driverRoot + "/"));
  }
}
