package dev.gpumock.fs;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that belongs to the node but lies outside of its driver root: the CDI specification.
 *
 * @param path absolute
 * @param replaceForeign whether a file that is not ours may be overwritten
 */
public record OutsideFile(Path path, byte[] content, int mode, boolean replaceForeign) {

  /** Makes the outside files from a tree, which is not in its final place yet. */
  @FunctionalInterface
  public interface Source {
    /**
     * @param nodeRoot a directory below which the driver root stands at its own absolute path: the
     *     node's real root, or the one that a new tree is built in
     */
    List<OutsideFile> of(Path nodeRoot);
  }
}
