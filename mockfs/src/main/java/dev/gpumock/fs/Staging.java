package dev.gpumock.fs;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.gpumock.fs.FsAction.MakeDir;
import dev.gpumock.fs.FsAction.MakeNode;
import dev.gpumock.fs.FsAction.Symlink;
import dev.gpumock.fs.FsAction.WriteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Builds the new tree beside the old one: below {@code .gpu-mock/next}, where the driver root
 * stands at its own absolute path. What is right already is taken over as a hard link, so that it
 * stays the same file and a process that has it open goes on with it.
 */
final class Staging {
  private final Path root;
  private final Path nodeRoot;
  private final NodeMaker nodes;

  Staging(Path root, Path nodeRoot, NodeMaker nodes) {
    this.root = root;
    this.nodeRoot = nodeRoot;
    this.nodes = nodes;
  }

  /** Where the new driver root is built. */
  static Path tree(Path root, Path nodeRoot) {
    return nodeRoot.resolve(root.toString().substring(1));
  }

  void build(NodePlan plan, Set<String> unchanged) throws IOException {
    Path tree = tree(root, nodeRoot);
    Files.createDirectories(tree);
    for (FsAction action : plan.actions()) {
      Path path = tree.resolve(action.path());
      try {
        if (unchanged.contains(action.path()) && !(action instanceof MakeDir)) {
          Files.createLink(path, root.resolve(action.path()));
        } else {
          make(path, action);
        }
      } catch (IOException e) {
        throw new MockTreeException(root.resolve(action.path()), "make it", e);
      }
    }
    for (FsAction action : plan.actions()) {
      if (action instanceof MakeDir) {
        Records.syncDirectory(tree.resolve(action.path()));
      }
    }
    Records.syncDirectory(tree);
  }

  private void make(Path path, FsAction action) throws IOException {
    if (action instanceof MakeDir dir) {
      Files.createDirectory(path);
      permit(path, dir.mode());
    } else if (action instanceof WriteFile file) {
      write(path, file.content(), file.mode());
    } else if (action instanceof Symlink link) {
      Files.createSymbolicLink(path, Path.of(link.target()));
    } else if (action instanceof MakeNode node) {
      nodes.make(path, node.major(), node.minor(), node.mode());
    }
  }

  static void write(Path path, byte[] content, int mode) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, CREATE, TRUNCATE_EXISTING, WRITE, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      // While it is open: the mode may forbid to open it for writing once more.
      permit(path, mode);
      file.force(true);
    }
  }

  /** After the creation, whatever the umask let through. */
  static void permit(Path path, int mode) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode >> (all.length - 1 - bit) & 1) == 1) {
        permissions.add(all[bit]);
      }
    }
    Files.setPosixFilePermissions(path, permissions);
  }
}
