package dev.gpumock.nvml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The state in a placed {@code libnvidia-ml.so.VERSION}: all processes that have the library loaded
 * see a change at once, for the state is a part of the file that they have mapped.
 *
 * <p>Reading takes no lock. Changes exclude those of other processes, the library's own setters
 * among them, by a lock on the file; the kernel drops it if this process dies.
 */
public final class LiveState {
  private static final int MAX_TRIES = 10_000;

  private final Path library;
  private final StateLayout layout;
  private final long offset;
  private final int size;

  private LiveState(Path library, StateLayout layout, long offset, int size) {
    this.library = library;
    this.layout = layout;
    this.offset = offset;
    this.size = size;
  }

  /**
   * Finds the state in the library.
   *
   * @throws LibraryException if the file is no driver library of ours, or if its code and its state
   *     are of different builds
   */
  public static LiveState open(Path library) {
    try {
      byte[] content = Files.readAllBytes(library);
      ElfFile elf = new ElfFile(content);
      StateLayout layout = StateLayout.of(elf);
      long offset = elf.stateOffset();
      if (offset <= 0 || offset >= content.length) {
        throw new LibraryException("it has no state");
      }
      return new LiveState(library, layout, offset, (int) (content.length - offset)).checked();
    } catch (LibraryException e) {
      throw new LibraryException(library + " is not a placed driver library: " + e.getMessage(), e);
    } catch (IndexOutOfBoundsException e) {
      throw new LibraryException(library + " is not a placed driver library: it is cut short", e);
    } catch (IOException e) {
      throw new LibraryException(library + ": cannot be read: " + e, e);
    }
  }

  private LiveState checked() {
    StateSnapshot now = read();
    if (!now.hasMagic()) {
      throw new LibraryException("its state is damaged; place the library again");
    }
    long hash = now.header().bits("layout_hash", 0);
    if (hash != layout.hash()) {
      throw new LibraryException(
          "its code has the state layout %016x, its state %016x; place the library again"
              .formatted(layout.hash(), hash));
    }
    now.requireInside();
    return this;
  }

  /** The state of one moment: never half of a change. */
  public StateSnapshot read() {
    try (FileChannel file = FileChannel.open(library, StandardOpenOption.READ)) {
      return read(file);
    } catch (IOException e) {
      throw new LibraryException(library + ": cannot be read: " + e, e);
    }
  }

  private StateSnapshot read(FileChannel file) throws IOException {
    StateSnapshot now = readOnce(file);
    for (int i = 0; i < MAX_TRIES; i++) {
      long sequence = now.sequence();
      StateSnapshot again = readOnce(file);
      if (sequence % 2 == 0 && again.sequence() == sequence) {
        return now;
      }
      Thread.onSpinWait();
      now = again;
    }
    return now;
  }

  private StateSnapshot readOnce(FileChannel file) throws IOException {
    ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (image.hasRemaining() && file.read(image, offset + image.position()) > 0) {
      continue;
    }
    return new StateSnapshot(image, layout);
  }

  /**
   * Changes the state. The edit sees the state as it is under the lock; what it sets is seen by
   * others as a whole, or not at all if it throws.
   */
  public synchronized void change(Consumer<StateEdit> edit) {
    try (FileChannel file =
            FileChannel.open(library, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      StateEdit collected = new StateEdit(readOnce(file), layout);
      edit.accept(collected);
      write(file, collected.pieces(), lock);
    } catch (IOException e) {
      throw new LibraryException(library + ": cannot be changed: " + e, e);
    }
  }

  private void write(FileChannel file, StatePieces pieces, FileLock lock) throws IOException {
    if (pieces.all().isEmpty() || !lock.isValid()) {
      return;
    }
    put(file, pieces.sequence(1));
    for (StatePieces.Piece piece : pieces.all()) {
      put(file, piece);
    }
    put(file, pieces.sequence(2));
  }

  private void put(FileChannel file, StatePieces.Piece piece) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(piece.bytes());
    while (bytes.hasRemaining()) {
      file.write(bytes, offset + piece.offset() + bytes.position());
    }
  }
}
