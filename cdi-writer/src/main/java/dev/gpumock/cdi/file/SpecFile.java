package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A specification as a file. */
public final class SpecFile {
  private static final String TEMPORARY = ".tmp";

  /** Nobody else may add devices, whatever the umask. */
  private static final FileAttribute<?> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private SpecFile() {}

  /**
   * Reads {@code file}, YAML or JSON.
   *
   * @throws CdiException when it cannot be read or is invalid, naming lines
   */
  public static CdiSpec read(Path file) throws CdiException {
    return document(file).require(file.toString());
  }

  /**
   * Reads {@code file} with all its problems.
   *
   * @throws CdiException when it cannot be read
   */
  public static SpecDocument document(Path file) throws CdiException {
    try {
      return SpecDocument.read(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new CdiException("there is no file " + file, e);
    } catch (IOException e) {
      throw new CdiException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes {@code file} in the format of its name, with mode 0644. Whoever reads it meanwhile sees
   * the old file or the new one: it is written beside, under a name that runtimes do not read, and
   * renamed. Missing directories are made, with mode 0755 less the umask.
   *
   * @throws CdiException when the specification is invalid or the file cannot be written
   */
  public static void write(Path file, CdiSpec spec) throws CdiException {
    SpecFormat format =
        SpecFormat.ofFileName(file.toString())
            .orElseThrow(
                () -> new CdiException(file + " ends neither in .yaml nor in .json: not written"));
    write(file, spec, format);
  }

  /** Likewise in a format that the name need not tell; JSON is YAML too. */
  public static void write(Path file, CdiSpec spec, SpecFormat format) throws CdiException {
    SpecRules.require(spec);
    Path target = file.toAbsolutePath().normalize();
    try {
      Files.createDirectories(target.getParent(), DIRECTORY);
      Path beside = Files.createTempFile(target.getParent(), "spec.", TEMPORARY);
      try {
        fill(beside, format.render(spec));
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new CdiException("cannot write " + file + ": " + reason(e, target), e);
    }
  }

  private static void fill(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** In words: the messages of these exceptions are paths only, of the file beside even. */
  private static String reason(IOException e, Path target) {
    if (!(e instanceof FileSystemException failed)) {
      return e.getMessage();
    }
    boolean beside = String.valueOf(failed.getFile()).endsWith(TEMPORARY);
    String file = beside ? target.getParent().toString() : failed.getFile();
    if (e instanceof NoSuchFileException) {
      return beside
          ? "no file can be made in " + file
          : "there is no " + file + ", and it cannot be made";
    }
    if (e instanceof FileAlreadyExistsException) {
      return file + " is no directory";
    }
    return file
        + ": "
        + (e instanceof AccessDeniedException ? "permission denied" : failed.getReason());
  }
}
