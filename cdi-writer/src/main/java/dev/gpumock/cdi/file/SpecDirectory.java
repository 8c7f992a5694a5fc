package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.Device;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The specifications of one directory, as a runtime sees them: each {@code .yaml} and {@code
 * .json}, no deeper. Pipes, sockets and devices are passed over.
 *
 * @param documents by file
 */
public record SpecDirectory(Map<Path, SpecDocument> documents) {
  public SpecDirectory {
    documents = Collections.unmodifiableMap(new TreeMap<>(documents));
  }

  /**
   * A directory that is missing holds no specification; a file that cannot be read is a problem.
   */
  public static SpecDirectory read(Path directory) throws CdiException {
    return read(directory, file -> true);
  }

  /**
   * What a runtime reads that is told to look at {@code place}: a directory, but no link to one,
   * and one file by itself. Go's filepath.Walk, which CDI's library looks with, has it so.
   */
  public static SpecDirectory scanned(Path place) throws CdiException {
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return read(place);
    }
    boolean named = place.toString().endsWith(".yaml") || place.toString().endsWith(".json");
    boolean file = Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !isSpecial(place);
    return new SpecDirectory(named && file ? Map.of(place, document(place)) : Map.of());
  }

  /** The other specifications of the directory that {@code target} lies in, or is to lie in. */
  public static SpecDirectory beside(Path target) throws CdiException {
    Path name = target.getFileName();
    return read(target.toAbsolutePath().getParent(), file -> !file.getFileName().equals(name));
  }

  private static SpecDirectory read(Path directory, Predicate<Path> wanted) throws CdiException {
    Map<Path, SpecDocument> documents = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return new SpecDirectory(documents);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{yaml,json}")) {
      for (Path file : files) {
        if (wanted.test(file) && !Files.isDirectory(file) && !isSpecial(file)) {
          documents.put(file, document(file));
        }
      }
      return new SpecDirectory(documents);
    } catch (IOException e) {
      throw new CdiException("cannot list " + directory + ": " + e.getMessage(), e);
    }
  }

  /** A pipe, socket or device, which may be read without end. */
  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  private static SpecDocument document(Path file) {
    try {
      return SpecFile.document(file);
    } catch (CdiException e) {
      return new SpecDocument(Optional.empty(), List.of(new Problem(1, "", e.getMessage())));
    }
  }

  /** Qualified names such as {@code nvidia.com/gpu=0}, and the valid files that define each. */
  public Map<String, List<Path>> devices() {
    Map<String, List<Path>> devices = new TreeMap<>();
    documents.forEach(
        (file, document) -> {
          if (document.problems().isEmpty()) {
            document
                .spec()
                .ifPresent(
                    spec ->
                        names(spec)
                            .forEach(
                                name ->
                                    devices
                                        .computeIfAbsent(name, n -> new ArrayList<>())
                                        .add(file)));
          }
        });
    return devices;
  }

  /** What two files of the directory define; a runtime gives it from neither. */
  public Map<String, List<Path>> conflicts() {
    return devices().entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /**
   * Whether {@code spec} may be written to {@code target} in this directory.
   *
   * @throws CdiException naming the device and the other file that defines it
   */
  public void requireNoConflict(Path target, CdiSpec spec) throws CdiException {
    Map<String, List<Path>> defined = devices();
    for (String name : names(spec)) {
      for (Path file : defined.getOrDefault(name, List.of())) {
        if (!file.getFileName().equals(target.getFileName())) {
          throw new CdiException(
              name
                  + " is defined by "
                  + file
                  + " as well, a runtime would refuse both; remove that file, or choose another"
                  + " vendor or class");
        }
      }
    }
  }

  private static List<String> names(CdiSpec spec) {
    return spec.devices().stream().map(Device::name).map(name -> spec.kind() + "=" + name).toList();
  }
}
