package dev.ticketstore.tests.support;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The binaries of one major version of PostgreSQL, out of a jar in the folder that the system
 * property {@code test.postgres.binaries} names: the class path holds those of one version only.
 */
record PostgresBinaries(int major) implements PgBinaryResolver {

  @Override
  public InputStream getPgBinary(String system, String machine) throws IOException {
    String folder = System.getProperty("test.postgres.binaries");
    if (folder == null) {
      throw new IllegalStateException(
          "PostgreSQL " + major + " needs the folder of its jar in test.postgres.binaries");
    }
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(Path.of(folder), "*-" + major + ".*.jar")) {
      Iterator<Path> all = jars.iterator();
      if (!all.hasNext()) {
        throw new IOException("no jar of PostgreSQL " + major + " in " + folder);
      }
      return archive(all.next());
    }
  }

  private static InputStream archive(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (entry.getName().endsWith(".txz")) {
          return new ByteArrayInputStream(zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    throw new IOException("no archive in " + jar);
  }
}
