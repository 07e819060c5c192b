package dev.ticketstore.cli.doctor;

import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The file of a SQLite database, its folder and its disk. It must not open the database: opening
 * and closing it may bring the log into the file.
 */
record FileChecks(Path file, Remedies remedies) {

  /** As the systems name them; SQLite's locks and shared memory do not reach other machines. */
  private static final Set<String> OF_NETWORKS =
      Set.of(
          "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "9p", "ceph", "fuse.sshfs");

  /** An open reader may keep the log above its limit for a while. */
  private static final long LOGS = 4;

  /** Looks at what does not need the database to be open. */
  void run(Findings findings) {
    findings.ok(Section.DATABASE, "location", file.toAbsolutePath().normalize().toString());
    try {
      if (isThere(findings)) {
        access(findings);
        fileSystem(findings);
        log(findings);
      }
    } catch (IOException e) {
      findings.problem(Section.DATABASE, "access", String.valueOf(e), remedies.access());
    }
  }

  private boolean isThere(Findings findings) {
    Path folder = folder();
    Remedy other = remedies.create();
    if (!Files.isDirectory(folder)) {
      findings.problem(Section.DATABASE, "file", "there is no folder " + folder, other);
    } else if (Files.notExists(file)) {
      findings.problem(Section.DATABASE, "file", "there is no such file", other);
    } else if (!Files.isRegularFile(file)) {
      findings.problem(Section.DATABASE, "file", "this is no file", other);
    } else if (isInTransaction()) {
      findings.problem(
          Section.DATABASE,
          "file",
          "a transaction is under way or was interrupted: opening the file could roll it back",
          Remedy.of(
              "Run this again; if it stays so, keep a copy of the file with its -journal, and open it"
                  + " with the program that writes it"));
    } else {
      return true;
    }
    return false;
  }

  /** Whether a journal to roll back is beside it, as its first byte says; a log is another file. */
  private boolean isInTransaction() {
    Path journal = file.resolveSibling(file.getFileName() + "-journal");
    try (InputStream in = Files.newInputStream(journal)) {
      return in.read() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Path folder() {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private Path log() {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  private void access(Findings findings) {
    List<String> denied = new ArrayList<>();
    if (!Files.isReadable(file)) {
      denied.add("read the file");
    }
    // Another user may have left the log or its index.
    for (Path each : List.of(file, log(), file.resolveSibling(file.getFileName() + "-shm"))) {
      if (Files.exists(each) && !Files.isWritable(each)) {
        denied.add("write " + each.getFileName());
      }
    }
    if (!Files.isWritable(folder())) {
      denied.add("write to the folder, where SQLite makes its log");
    }
    String user = "the user " + System.getProperty("user.name");
    if (denied.isEmpty()) {
      findings.ok(Section.DATABASE, "access", user + " may read and write");
    } else {
      findings.problem(
          Section.DATABASE,
          "access",
          user + " may not " + String.join(", nor ", denied),
          remedies.access());
    }
  }

  private void fileSystem(Findings findings) throws IOException {
    FileStore disk = Files.getFileStore(file);
    String type = disk.type();
    if (disk.isReadOnly()) {
      findings.problem(Section.DISK, "file system", type + ", mounted read-only", remedies.mount());
    } else if (OF_NETWORKS.contains(type)) {
      findings.warning(
          Section.DISK,
          "file system",
          type + ", of a network: programs on two machines damage a SQLite file",
          Remedy.of("Move the file to a local disk, or use PostgreSQL: `tickets copy`"));
    } else {
      findings.ok(Section.DISK, "file system", type);
    }
    DiskSpace space = new DiskSpace(disk.getUsableSpace(), Files.size(file));
    findings.add(Section.DISK, "space", space.state(), space.text(), remedies.space());
  }

  private void log(Findings findings) throws IOException {
    long size = Files.exists(log()) ? Files.size(log()) : 0;
    long limit = TicketStoreBuilder.DEFAULT_SQLITE_LOG_LIMIT;
    String text =
        DiskSpace.bytes(size) + " in the log; brought into the file at " + DiskSpace.bytes(limit);
    if (size <= LOGS * limit) {
      findings.ok(Section.DISK, "log", text);
    } else {
      findings.warning(Section.DISK, "log", text, remedies.longReader());
    }
  }
}
