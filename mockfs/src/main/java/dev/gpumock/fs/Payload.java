package dev.gpumock.fs;

/**
 * A file that another module made.
 *
 * @param path below the driver root, for example {@code lib64/libcuda.so.550.54.15}
 * @param mode permission bits
 * @param mutableFrom from this byte on the file changes in its place while it is used (the driver
 *     library's state); its length where nothing changes
 */
public record Payload(String path, byte[] content, int mode, long mutableFrom) {
  /** A file that stays as it is. */
  public static Payload fixed(String path, byte[] content, int mode) {
    return new Payload(path, content, mode, content.length);
  }
}
