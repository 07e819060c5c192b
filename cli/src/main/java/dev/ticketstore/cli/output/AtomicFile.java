package dev.ticketstore.cli.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.UUID;

/**
 * A file that is there as a whole or not at all: it is written beside its place, and takes it once
 * it is on the disk. Only its owner can read and write it.
 */
public final class AtomicFile implements Closeable {

  private final Path target;
  private final Path written;

  private AtomicFile(Path target, Path written) {
    this.target = target;
    this.written = written;
  }

  /** An empty file beside its place, in which another file may be so far. */
  public static AtomicFile at(Path place) throws IOException {
    // The file behind a symbolic link is replaced, and not the link.
    Path target = Files.exists(place) ? place.toRealPath() : place.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(place.toString(), null, "it is no regular file");
    }
    Path written = folderOf(target).resolve(".tickets-export-" + UUID.randomUUID() + ".part");
    // Before there is a file, as the process may be told to end at any moment.
    written.toFile().deleteOnExit();
    Files.createFile(written, ownerOnly(written));
    return new AtomicFile(target, written);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Where to write. */
  public Path path() {
    return written;
  }

  /** Puts what was written into its place. */
  public void commit() throws IOException {
    force(written, StandardOpenOption.WRITE);
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    force(folderOf(target), StandardOpenOption.READ);
  }

  /** Of a file, which no root is. */
  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /** Removes what was written, if it is not in its place. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(written);
  }
}
