package dev.gpumock.cdi.tree;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file's name that is no text in the encoding of file names.
 *
 * @param approximate with a replacement character for each byte that is none
 * @param bytes with each byte that is not ASCII in hexadecimal
 */
record UnreadableName(String approximate, String bytes) {
  private static final char REPLACEMENT = '\ufffd';
  private static final Pattern NOT_ASCII = Pattern.compile("%([89A-F][0-9A-F])");

  /** Absent for nearly all names. */
  static Optional<UnreadableName> of(Path file) {
    String name = file.getFileName().toString();
    if (name.indexOf(REPLACEMENT) < 0 || isText(file, name)) {
      return Optional.empty();
    }
    String uri = file.toUri().getRawPath().replaceFirst("/$", "");
    String last = uri.substring(uri.lastIndexOf('/') + 1);
    String bytes = NOT_ASCII.matcher(last).replaceAll("\\\\x$1");
    return Optional.of(new UnreadableName(name, URI.create(bytes.replace("\\", "%5C")).getPath()));
  }

  /** The replacement character may be what the name has. */
  private static boolean isText(Path file, String name) {
    try {
      return file.resolveSibling(name).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
