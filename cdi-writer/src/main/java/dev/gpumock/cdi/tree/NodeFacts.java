package dev.gpumock.cdi.tree;

import java.util.Optional;

/**
 * Numbers and access of a device node that is there.
 *
 * @param mode permission bits
 */
public record NodeFacts(long major, long minor, int mode, long gid) {

  /** Absent when there is no device at the path itself; links are not followed. */
  public static Optional<NodeFacts> read(HostFiles files, String path) {
    return files
        .lstat(path)
        .filter(f -> f.type() == FileType.CHARACTER_DEVICE || f.type() == FileType.BLOCK_DEVICE)
        .map(f -> new NodeFacts(f.major(), f.minor(), f.mode(), f.gid()));
  }

  /** Whether a user outside the group cannot both read and write the device. */
  public boolean isRestricted() {
    return (mode & 06) != 06;
  }
}
